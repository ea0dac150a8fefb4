package studio.athanor.engines.llama;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Joins the bytes of tokens to text. A token may end within a character: its bytes are held until the character is whole.
 * Bytes that no UTF-8 text can hold become U+FFFD.
 */
final class Utf8Assembler {

    private byte[] held = new byte[0];

    /** Takes bytes and returns the whole characters there are now. */
    String append(byte[] bytes) {
        byte[] all = held.length == 0 ? bytes : concatenate(held, bytes);
        int end = all.length - unfinished(all);
        held = end == all.length ? new byte[0] : Arrays.copyOfRange(all, end, all.length);
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }

    /** Returns what is held, as far as it is text. */
    String finish() {
        String rest = new String(held, StandardCharsets.UTF_8);
        held = new byte[0];
        return rest;
    }

    /** Returns how many bytes at the end begin a character that they do not finish. */
    private static int unfinished(byte[] bytes) {
        int limit = Math.min(3, bytes.length);
        for (int back = 1; back <= limit; back++) {
            int lead = bytes[bytes.length - back] & 0xFF;
            if ((lead & 0xC0) == 0x80) {
                continue;
            }
            int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }
        return 0;
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
