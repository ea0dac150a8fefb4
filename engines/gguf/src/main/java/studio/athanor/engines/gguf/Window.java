package studio.athanor.engines.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A forward reader over a range of a file through one small buffer. Positional reads in place of a memory map, because
 * a mapped file that another program cuts short ends the process.
 */
final class Window {

    private static final int BYTES = 64 << 10;

    private final @Nullable FileChannel channel;
    private final ByteBuffer buffer;
    private final long end;

    /** The position in the file of the byte after the buffer's limit. */
    private long filled;

    private Window(@Nullable FileChannel channel, ByteBuffer buffer, long filled, long end) {
        this.channel = channel;
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        this.filled = filled;
        this.end = end;
    }

    static Window over(FileChannel channel, long start, long end) {
        int capacity = Math.clamp(end - start, 16, BYTES);
        return new Window(channel, ByteBuffer.allocate(capacity).limit(0), start, end);
    }

    static Window over(byte[] bytes) {
        return new Window(null, ByteBuffer.wrap(bytes), bytes.length, bytes.length);
    }

    long position() {
        return filled - buffer.remaining();
    }

    long remaining() {
        return end - position();
    }

    int u8() throws IOException {
        require(Byte.BYTES);
        return Byte.toUnsignedInt(buffer.get());
    }

    int u16() throws IOException {
        require(Short.BYTES);
        return Short.toUnsignedInt(buffer.getShort());
    }

    long u32() throws IOException {
        require(Integer.BYTES);
        return Integer.toUnsignedLong(buffer.getInt());
    }

    long i64() throws IOException {
        require(Long.BYTES);
        return buffer.getLong();
    }

    void read(byte[] target, int length) throws IOException {
        int done = 0;
        while (done < length) {
            require(1);
            int piece = Math.min(length - done, buffer.remaining());
            buffer.get(target, done, piece);
            done += piece;
        }
    }

    /** Moves forward without reading what lies between. */
    void skip(long bytes) throws IOException {
        if (bytes < 0 || bytes > remaining()) {
            throw new EOFException("cannot skip " + bytes + " of " + remaining() + " bytes");
        }
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
        } else {
            filled = position() + bytes;
            buffer.limit(0);
        }
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            fill(bytes);
        }
    }

    private void fill(int bytes) throws IOException {
        if (channel == null || remaining() < bytes) {
            throw new EOFException("the range ends at byte " + end);
        }
        buffer.compact();
        buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + (end - filled)));
        while (buffer.position() < bytes) {
            int read = channel.read(buffer, filled);
            if (read < 0) {
                buffer.flip();
                throw new EOFException("the file ends at byte " + filled);
            }
            filled += read;
        }
        buffer.flip();
    }
}
