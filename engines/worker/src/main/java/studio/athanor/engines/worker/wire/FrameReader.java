package studio.athanor.engines.worker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads frames: {@code Content-Length: N}, two line ends, N bytes. Anything else, and any length above the limit, ends
 * the reading before memory is spent on it. Used by one thread.
 */
final class FrameReader {

    private static final String HEADER = "Content-Length: ";
    private static final int MAX_HEADER_BYTES = HEADER.length() + 10 + 4;

    /** Where bytes come from. */
    @FunctionalInterface
    interface Source {
        /** Reads some bytes, at least one; or returns -1 at the end. Blocks. */
        int read(ByteBuffer target) throws IOException;
    }

    private final Source source;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).limit(0);

    FrameReader(Source source) {
        this.source = source;
    }

    /**
     * Reads the next frame. Blocks.
     *
     * @return its content, or nothing at the end of the stream
     */
    Optional<byte[]> read(int maxBytes) throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return Optional.empty();
        }
        byte[] content = new byte[readLength(maxBytes)];
        int done = 0;
        while (done < content.length) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException(
                        "The stream ends in a frame, after " + done + " of " + content.length + " bytes");
            }
            int part = Math.min(buffer.remaining(), content.length - done);
            buffer.get(content, done, part);
            done += part;
        }
        return Optional.of(content);
    }

    private int readLength(int maxBytes) throws IOException {
        StringBuilder header = new StringBuilder(MAX_HEADER_BYTES);
        while (!endsWithEmptyLine(header)) {
            if (header.length() == MAX_HEADER_BYTES) {
                throw new ProtocolException("Not a frame header: " + printable(header));
            }
            header.append((char) (next() & 0xff));
            if (header.length() <= HEADER.length()
                    && header.charAt(header.length() - 1) != HEADER.charAt(header.length() - 1)) {
                throw new ProtocolException("Not a frame header: " + printable(header));
            }
        }
        String digits = header.substring(HEADER.length(), header.length() - 4);
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ProtocolException("Not a frame length: " + printable(digits));
        }
        long length = Long.parseLong(digits);
        if (length < 1 || length > maxBytes) {
            throw new ProtocolException("A frame of " + length + " bytes; at most " + maxBytes + " are accepted");
        }
        return (int) length;
    }

    private static boolean endsWithEmptyLine(StringBuilder header) {
        int end = header.length();
        return end >= HEADER.length() + 4
                && header.charAt(end - 1) == '\n'
                && header.charAt(end - 2) == '\r'
                && header.charAt(end - 3) == '\n'
                && header.charAt(end - 4) == '\r';
    }

    private static String printable(CharSequence text) {
        StringBuilder shown = new StringBuilder("\"");
        text.chars().forEach(c -> shown.append(c >= ' ' && c < 0x7f ? (char) c : '.'));
        return shown.append('"').toString();
    }

    private byte next() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            throw new EOFException("The stream ends in a frame header");
        }
        return buffer.get();
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = source.read(buffer);
        buffer.flip();
        return count > 0;
    }
}
