package studio.athanor.core.chat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;

/**
 * Reads text files to go along with a message. UTF-8, UTF-16 and UTF-32 with a mark are recognised, UTF-8 without one
 * too; anything else that has no control characters is taken as Windows-1252.
 */
public final class Attachments {

    /** The largest file taken. */
    public static final int LARGEST_BYTES = 1 << 20;

    private static final Charset WESTERN = Charset.forName("windows-1252");

    /** Longer marks come first, as that of UTF-16 begins that of UTF-32. */
    private static final List<Mark> MARKS = List.of(
            new Mark(Charset.forName("UTF-32LE"), List.of(0xFF, 0xFE, 0, 0)),
            new Mark(Charset.forName("UTF-32BE"), List.of(0, 0, 0xFE, 0xFF)),
            new Mark(StandardCharsets.UTF_8, List.of(0xEF, 0xBB, 0xBF)),
            new Mark(StandardCharsets.UTF_16LE, List.of(0xFF, 0xFE)),
            new Mark(StandardCharsets.UTF_16BE, List.of(0xFE, 0xFF)));

    private Attachments() {}

    /**
     * Reads a file. Blocks.
     *
     * @throws StudioException.InputRejected if it is no file, too large, or not text
     * @throws StudioException.FileFailed if it cannot be read
     */
    public static Attachment read(Path file) throws StudioException {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new StudioException.InputRejected(
                    "ATTACH-1",
                    Files.exists(file) ? name + " is not a file." : "There is no file " + file + ".",
                    "Choose a text file.",
                    null);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST_BYTES + 1);
        } catch (IOException e) {
            throw FileFailures.failed("Reading", file, e);
        }
        if (bytes.length > LARGEST_BYTES) {
            throw new StudioException.InputRejected(
                    "ATTACH-2",
                    name + " is larger than 1 MiB, more than a model reads at once.",
                    "Attach the part that matters.",
                    null);
        }
        return new Attachment(name, decode(name, bytes).replace("\r\n", "\n").replace('\r', '\n'));
    }

    private static String decode(String name, byte[] bytes) throws StudioException {
        for (Mark mark : MARKS) {
            if (mark.begins(bytes)) {
                try {
                    return text(
                            name, strictly(mark.charset(), bytes, mark.bytes().size()));
                } catch (CharacterCodingException e) {
                    throw notText(name);
                }
            }
        }
        try {
            return text(name, strictly(StandardCharsets.UTF_8, bytes, 0));
        } catch (CharacterCodingException e) {
            try {
                return text(name, strictly(WESTERN, bytes, 0));
            } catch (CharacterCodingException neither) {
                throw notText(name);
            }
        }
    }

    private static String strictly(Charset charset, byte[] bytes, int offset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
                .toString();
    }

    private static String text(String name, String text) throws StudioException {
        boolean binary = text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u001B\b".indexOf(c) < 0);
        if (binary) {
            throw notText(name);
        }
        return text;
    }

    private static StudioException.InputRejected notText(String name) {
        return new StudioException.InputRejected(
                "ATTACH-3", name + " is not a text file.", "Attach plain text, code, CSV, JSON or the like.", null);
    }

    /** Bytes at the beginning of a file that tell its encoding. */
    private record Mark(Charset charset, List<Integer> bytes) {

        boolean begins(byte[] content) {
            if (content.length < bytes.size()) {
                return false;
            }
            for (int i = 0; i < bytes.size(); i++) {
                if ((content[i] & 0xFF) != bytes.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
