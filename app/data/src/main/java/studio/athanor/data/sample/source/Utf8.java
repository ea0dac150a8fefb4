package studio.athanor.data.sample.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text from bytes that must be UTF-8. */
final class Utf8 {

    private Utf8() {}

    static String text(byte[] bytes, int from, int to) throws MalformedRecordException {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return decoded(bytes, from, to);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private static String decoded(byte[] bytes, int from, int to) throws MalformedRecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new MalformedRecordException("it is not UTF-8 text", "Save the file as UTF-8.");
        }
    }

    /** Returns where a line's text ends: before its line end. */
    static int lineEnd(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    /** Returns whether there is only white space. */
    static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || bytes[i] > ' ') {
                return false;
            }
        }
        return true;
    }
}
