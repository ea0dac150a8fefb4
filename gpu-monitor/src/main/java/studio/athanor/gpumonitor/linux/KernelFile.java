package studio.athanor.gpumonitor.linux;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A small file of the kernel's that is read again and again. It is opened once: the kernel makes its contents anew at every
 * read from its start. A read may fail at any time (a card asleep, a sensor without data); then there is no value this time.
 * A file that is not there, or that this user may not read, is not asked for again.
 */
final class KernelFile implements AutoCloseable {

    private static final int LONGEST = 8192;

    private final Path path;
    private final Opening opening;
    private @Nullable RandomAccessFile open;
    private boolean missing;
    private byte[] buffer = new byte[64];

    KernelFile(Path path) {
        this(path, file -> new RandomAccessFile(file, "r"));
    }

    KernelFile(Path path, Opening opening) {
        this.path = path;
        this.opening = opening;
    }

    /** How a file is opened. */
    @FunctionalInterface
    interface Opening {
        RandomAccessFile open(File file) throws IOException;
    }

    Path path() {
        return path;
    }

    /** Returns all bytes, up to 8 KiB. */
    Optional<byte[]> bytes() {
        int length = read();
        return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(buffer, length));
    }

    /** Returns the text without white space around it; empty if there is none. */
    Optional<String> text() {
        int length = read();
        return length <= 0
                ? Optional.empty()
                : Optional.of(new String(buffer, 0, length, StandardCharsets.UTF_8).strip())
                        .filter(text -> !text.isEmpty());
    }

    /** Returns a whole number, decimal or hexadecimal with 0x. */
    OptionalLong number() {
        return text().map(KernelFile::parse).orElse(OptionalLong.empty());
    }

    /** Returns a number in another unit, for example degrees from thousandths with 1000. */
    OptionalDouble number(double divisor) {
        OptionalLong value = number();
        return value.isPresent() ? OptionalDouble.of(value.getAsLong() / divisor) : OptionalDouble.empty();
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException _) {
            // nothing was written
        }
        open = null;
        missing = true;
    }

    /** Counters of energy use all 64 bits. */
    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(
                    text.startsWith("0x") || text.startsWith("0X")
                            ? Long.parseUnsignedLong(text.substring(2), 16)
                            : text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private int read() {
        if (missing) {
            return -1;
        }
        try {
            RandomAccessFile file = open;
            if (file == null) {
                file = opening.open(path.toFile());
                open = file;
            } else {
                file.seek(0);
            }
            int length = Math.max(0, file.read(buffer));
            while (length == buffer.length && length < LONGEST) {
                buffer = Arrays.copyOf(buffer, 4 * buffer.length);
                int more = file.read(buffer, length, buffer.length - length);
                length += Math.max(0, more);
                if (more <= 0) {
                    break;
                }
            }
            return length;
        } catch (FileNotFoundException _) {
            missing = !Files.isReadable(path);
            return -1;
        } catch (IOException _) {
            return -1;
        }
    }
}
