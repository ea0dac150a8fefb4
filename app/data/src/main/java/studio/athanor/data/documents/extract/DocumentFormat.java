package studio.athanor.data.documents.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read, by the ending of a file's name. */
public enum DocumentFormat {
    /** Plain text. */
    TEXT,
    /** Markdown; it is not rendered. */
    MARKDOWN,
    /** Web pages. */
    HTML,
    /** Portable documents. */
    PDF,
    /** Word. */
    DOCX;

    private static final long MOST_BYTES = 512L << 20;

    /** Returns the format of a file, or nothing if it is none that is read. */
    public static Optional<DocumentFormat> of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "txt", "text", "log" -> Optional.of(TEXT);
            case "md", "markdown" -> Optional.of(MARKDOWN);
            case "html", "htm", "xhtml" -> Optional.of(HTML);
            case "pdf" -> Optional.of(PDF);
            case "docx" -> Optional.of(DOCX);
            default -> Optional.empty();
        };
    }

    Extracted read(Path file) throws IOException, Unreadable {
        long size = Files.size(file);
        if (size == 0) {
            throw new Unreadable("It is empty. Leave it out.");
        }
        if (size > MOST_BYTES) {
            throw new Unreadable("It is larger than " + (MOST_BYTES >> 20) + " MiB. Split it.");
        }
        Extracted extracted = switch (this) {
            case TEXT -> PlainText.read(file, false);
            case MARKDOWN -> PlainText.read(file, true);
            case HTML -> HtmlText.read(file);
            case PDF -> PdfText.read(file);
            case DOCX -> DocxText.read(file);
        };
        if (extracted.blocks().isEmpty()) {
            throw new Unreadable("It holds no text. Leave it out.");
        }
        return extracted;
    }
}
