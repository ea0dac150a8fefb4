package studio.athanor.data.documents.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text and Markdown: paragraphs are between empty lines; Markdown's signs stay, as models know them. */
final class PlainText {

    private static final Pattern EMPTY_LINES = Pattern.compile("\\R[ \\t]*\\R\\s*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} .*");
    private static final String OLD_ENCODING =
            "It is not UTF-8, so it was read as Windows-1252; save it as UTF-8 if letters look wrong.";

    private PlainText() {}

    static Extracted read(Path file, boolean markdown) throws IOException, Unreadable {
        byte[] bytes = Files.readAllBytes(file);
        String note = "";
        String text;
        try {
            text = decode(bytes);
        } catch (CharacterCodingException e) {
            text = new String(bytes, Charset.forName("windows-1252"));
            note = OLD_ENCODING;
        }
        if (text.indexOf('\0') >= 0) {
            throw new Unreadable("It is not a text: it holds zero bytes. Leave it out, or save it as text.");
        }
        List<Block> blocks = new ArrayList<>();
        String title = "";
        for (String paragraph : EMPTY_LINES.split(text.strip())) {
            String whole = paragraph.strip();
            boolean heading = markdown
                    && whole.lines().count() == 1
                    && HEADING.matcher(whole).matches();
            if (heading && title.isEmpty()) {
                title = whole.replaceFirst("^#+ *", "").strip();
            }
            if (!whole.isEmpty()) {
                blocks.add(new Block(whole, heading, 0));
            }
        }
        return new Extracted(title, blocks, note);
    }

    /** Decodes by the byte order mark, or as UTF-8. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return strict(StandardCharsets.UTF_16LE, bytes, 2);
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return strict(StandardCharsets.UTF_16BE, bytes, 2);
        }
        boolean marked = bytes.length >= 3
                && (bytes[0] & 0xff) == 0xef
                && (bytes[1] & 0xff) == 0xbb
                && (bytes[2] & 0xff) == 0xbf;
        return strict(StandardCharsets.UTF_8, bytes, marked ? 3 : 0);
    }

    private static String strict(Charset charset, byte[] bytes, int from) throws CharacterCodingException {
        return charset.newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }
}
