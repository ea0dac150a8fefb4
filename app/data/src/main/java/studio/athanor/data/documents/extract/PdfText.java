package studio.athanor.data.documents.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** The words of a PDF, page by page, in reading order. */
final class PdfText {

    private static final String PARAGRAPH = "\n\n";
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");

    private PdfText() {}

    static Extracted read(Path file) throws IOException, Unreadable {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            if (!document.getCurrentAccessPermission().canExtractContent()) {
                throw new Unreadable("Its author does not allow that text is taken out. Leave it out.");
            }
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setParagraphEnd(PARAGRAPH);
            stripper.setLineSeparator("\n");
            List<Block> blocks = new ArrayList<>();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                for (String paragraph : PARAGRAPHS.split(stripper.getText(document))) {
                    String text = paragraph
                            .replaceAll("(?<=\\p{Ll})-\\n(?=\\p{Ll})", "")
                            .replaceAll("\\s*\\n\\s*", " ")
                            .strip();
                    if (!text.isEmpty()) {
                        blocks.add(new Block(text, false, page));
                    }
                }
            }
            if (blocks.isEmpty()) {
                throw new Unreadable("It holds pictures of pages and no text. Have its text recognised first.");
            }
            String title = document.getDocumentInformation() == null
                    ? null
                    : document.getDocumentInformation().getTitle();
            return new Extracted(title == null ? "" : title.strip(), blocks, "");
        } catch (InvalidPasswordException e) {
            throw new Unreadable("It is locked by a password. Save it without one.");
        }
    }
}
