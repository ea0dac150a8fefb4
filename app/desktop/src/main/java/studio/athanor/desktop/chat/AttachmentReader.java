package studio.athanor.desktop.chat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import studio.athanor.core.StudioException;
import studio.athanor.core.chat.Attachment;
import studio.athanor.core.home.FileFailures;
import studio.athanor.desktop.shell.Texts;

/** Reads text files to send along with a message. Blocks. */
final class AttachmentReader {

    /** About 250,000 tokens: more than most contexts hold. */
    static final long MOST_BYTES = 1_000_000;

    private final Texts texts = Texts.of(AttachmentReader.class);

    Attachment read(Path file) throws StudioException {
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw rejected("ATTACH-1", "attach.notFile", name);
            }
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw rejected("ATTACH-2", "attach.tooBig", name, megabytes(size), megabytes(MOST_BYTES));
            }
            return new Attachment(name, decode(name, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw FileFailures.failed(texts.get("attach.reading"), file, e);
        }
    }

    private String decode(String name, byte[] bytes) throws StudioException {
        for (byte b : bytes) {
            if (b == 0) {
                throw rejected("ATTACH-3", "attach.binary", name);
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw rejected("ATTACH-3", "attach.binary", name);
        }
    }

    private StudioException rejected(String code, String key, Object... values) {
        return new StudioException.InputRejected(code, texts.get(key, values), texts.get(key + ".remedy"), null);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
