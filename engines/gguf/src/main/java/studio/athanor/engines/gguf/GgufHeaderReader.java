package studio.athanor.engines.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Opens a file, finds out whether it is GGUF at all, and reads its header in order. */
final class GgufHeaderReader {

    /** {@code GGUF} read as a little-endian number. */
    static final long MAGIC = 0x4655_4747L;

    static final int OLDEST_VERSION = 2;
    static final int NEWEST_VERSION = 3;

    private final Refusals refusals;
    private final FileStamp stamp;
    private final Window window;
    private final List<GgufWarning> warnings = new ArrayList<>();

    private GgufHeaderReader(Refusals refusals, FileStamp stamp, Window window) {
        this.refusals = refusals;
        this.stamp = stamp;
        this.window = window;
    }

    static boolean isAlignment(long value) {
        return value >= GgufLimits.MIN_ALIGNMENT && value <= GgufLimits.MAX_ALIGNMENT && Long.bitCount(value) == 1;
    }

    static GgufFile read(Path file) throws GgufException {
        Refusals refusals = new Refusals(file);
        try {
            requireRegular(file, refusals);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                FileStamp stamp = FileStamp.of(file);
                FileSniffer.requireGguf(channel, stamp.bytes(), refusals);
                long headerEnd = Math.min(stamp.bytes(), GgufLimits.MAX_HEADER_BYTES);
                Window window = Window.over(channel, 0, headerEnd);
                GgufFile read = new GgufHeaderReader(refusals, stamp, window).parse();
                if (!FileStamp.of(file).equals(stamp)) {
                    throw refusals.changed();
                }
                return read;
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw refusals.missing(e);
        } catch (FileSystemLoopException e) {
            throw refusals.unreadable("a symbolic link that leads to itself", "Choose the model file itself.");
        } catch (AccessDeniedException e) {
            throw refusals.unreadable(
                    "not readable by this user", "Change the file's permissions, or copy it into the models folder.");
        } catch (IOException e) {
            throw refusals.unreadable(e);
        }
    }

    private static void requireRegular(Path file, Refusals refusals) throws IOException, GgufException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw refusals.notGguf("a folder, not a file", "Choose the .gguf file inside it.");
        }
        if (!attributes.isRegularFile()) {
            throw refusals.notGguf(
                    "a pipe, socket or device, not a file", "Save the model as a file on disk and choose that.");
        }
        if (attributes.size() == 0) {
            throw refusals.notGguf("empty file", Refusals.DOWNLOAD_AGAIN);
        }
    }

    private GgufFile parse() throws IOException, GgufException {
        window.skip(Integer.BYTES);
        int version = version();
        long tensorCount = count("tensor count", GgufLimits.MAX_TENSORS);
        long entryCount = count("metadata count", GgufLimits.MAX_METADATA_ENTRIES);
        requireRoomFor(entryCount, "metadata count", 14, "entries");
        MetadataReader metadataReader = new MetadataReader(refusals, stamp, window, warnings);
        GgufMetadata metadata = metadataReader.read((int) entryCount);
        int alignment = alignment(metadata);
        requireRoomFor(tensorCount, "tensor count", 24, "tensors");
        TensorTableReader tableReader = new TensorTableReader(refusals, window, alignment);
        List<GgufTensor> tensors = tableReader.read((int) tensorCount);
        long dataStart = tensors.isEmpty() ? window.position() : Math.ceilDiv(window.position(), alignment) * alignment;
        checkEnd(tensors, dataStart, alignment);
        return new GgufFile(refusals.file(), stamp, version, alignment, metadata, tensors, dataStart, warnings);
    }

    private int version() throws IOException, GgufException {
        long version = window.u32();
        String field = "version";
        if (version >= OLDEST_VERSION && version <= NEWEST_VERSION) {
            return (int) version;
        }
        if (version == 0) {
            throw refusals.malformed(field, "0, must be 2 or 3");
        }
        if ((version & 0xFFFF) == 0) {
            throw refusals.unsupported(
                    field,
                    "big-endian byte order",
                    "Get the little-endian file of this model; big-endian files are for IBM mainframes.");
        }
        if (version < OLDEST_VERSION) {
            throw refusals.unsupported(
                    field,
                    version + ", a draft of the format that was given up in 2023",
                    "Get a current file of this model, or convert it again from the original weights.");
        }
        throw refusals.unsupported(field, version + ", this engine reads 2 and 3");
    }

    private long count(String field, long limit) throws IOException, GgufException {
        long count = window.i64();
        if (count < 0 || count > limit) {
            throw refusals.tooLarge(field, "announces", count, limit);
        }
        return count;
    }

    private void requireRoomFor(long count, String field, int smallest, String what) throws GgufException {
        if (count > window.remaining() / smallest) {
            throw refusals.incomplete(
                    field, count + " " + what + " announced, but only " + window.remaining() + " bytes follow");
        }
    }

    private int alignment(GgufMetadata metadata) throws GgufException {
        GgufValue value = metadata.get(GgufKeys.ALIGNMENT).orElse(null);
        if (value == null) {
            return GgufLimits.DEFAULT_ALIGNMENT;
        }
        String field = Refusals.key(GgufKeys.ALIGNMENT);
        if (!(value instanceof GgufValue.Whole(GgufValueType type, long number)) || type != GgufValueType.UINT32) {
            throw refusals.malformed(field, TypeRule.name(value) + ", must be UINT32");
        }
        if (!isAlignment(number)) {
            throw refusals.malformed(
                    field,
                    number + ", must be a power of two from " + GgufLimits.MIN_ALIGNMENT + " to "
                            + GgufLimits.MAX_ALIGNMENT);
        }
        return (int) number;
    }

    private void checkEnd(List<GgufTensor> tensors, long dataStart, int alignment) throws GgufException {
        if (tensors.isEmpty()) {
            return;
        }
        GgufTensor last = tensors.getLast();
        long needed;
        try {
            needed = Math.addExact(dataStart, Math.addExact(last.offset(), last.byteSize()));
        } catch (ArithmeticException _) {
            throw refusals.malformed(Refusals.tensor(last.name()), "its end exceeds 2^63 bytes");
        }
        long size = stamp.bytes();
        if (needed > size) {
            throw refusals.incomplete(
                    "tensor data",
                    "incomplete: " + size + " of " + needed + " bytes (" + percent(size, needed) + " %)");
        }
        if (size - needed > alignment) {
            warnings.add(new GgufWarning(
                    "", (size - needed) + " bytes follow the tensor data; something was appended to the file"));
        }
    }

    private static String percent(long part, long whole) {
        return Long.toString((long) Math.floor(100.0 * part / whole));
    }

    /** Turns the end of the header's range into the refusal that fits: cut off, or larger than any header. */
    static GgufException ended(Refusals refusals, FileStamp stamp, String field, EOFException cause) {
        if (stamp.bytes() > GgufLimits.MAX_HEADER_BYTES) {
            return refusals.tooLarge(
                    field, "the header reaches byte", GgufLimits.MAX_HEADER_BYTES, GgufLimits.MAX_HEADER_BYTES);
        }
        return refusals.incomplete(
                field, "the file ends here, after " + stamp.bytes() + " bytes (" + cause.getMessage() + ")");
    }
}
