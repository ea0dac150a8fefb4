package studio.athanor.engines.gguf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Writes a GGUF file of version 3 in one pass: metadata, tensor table, then each tensor's bytes from its
 * {@link TensorSource}. The file appears under its name only when it is complete and on disk.
 *
 * <p>Not safe for use by several threads. The format is that of the GGUF specification.
 */
public final class GgufWriter {

    private static final int BUFFER_BYTES = 1 << 20;

    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final List<Entry> tensors = new ArrayList<>();
    private final Map<String, Integer> tensorNames = new LinkedHashMap<>();
    private int alignment = GgufLimits.DEFAULT_ALIGNMENT;
    private long dataBytes;

    private record Entry(GgufTensor tensor, TensorSource source) {}

    /** Creates a writer with no metadata and no tensors. */
    public GgufWriter() {}

    /**
     * Adds a metadata entry; entries keep their order.
     *
     * @throws IllegalArgumentException if the key is already there or cannot be one
     */
    public GgufWriter put(String key, GgufValue value) {
        if (!MetadataKey.isValid(key.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("not a metadata key: " + Printable.of(key));
        }
        if (metadata.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("metadata key given twice: " + key);
        }
        if (key.equals(GgufKeys.ALIGNMENT)) {
            setAlignment(value);
        }
        return this;
    }

    private void setAlignment(GgufValue value) {
        boolean valid = value instanceof GgufValue.Whole(GgufValueType type, long number)
                && type == GgufValueType.UINT32
                && GgufHeaderReader.isAlignment(number);
        if (!valid || !tensors.isEmpty()) {
            throw new IllegalArgumentException("the alignment must be a power of two from " + GgufLimits.MIN_ALIGNMENT
                    + " to " + GgufLimits.MAX_ALIGNMENT + ", an UINT32, and come before the first tensor");
        }
        alignment = (int) ((GgufValue.Whole) value).number();
    }

    /**
     * Adds a tensor; tensors keep their order.
     *
     * @param name at most 63 bytes of UTF-8, unique
     * @param type how the source encodes elements
     * @param dimensions lengths, the first one running fastest
     * @param source supplies exactly {@link GgufType#bytesFor} bytes when the file is written
     */
    public GgufWriter add(String name, GgufType type, List<Long> dimensions, TensorSource source) {
        int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (nameBytes == 0 || nameBytes > GgufLimits.MAX_TENSOR_NAME_BYTES || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a tensor name: " + Printable.of(name));
        }
        if (tensorNames.putIfAbsent(name, tensors.size()) != null) {
            throw new IllegalArgumentException("tensor given twice: " + name);
        }
        if (dimensions.size() > GgufLimits.MAX_DIMENSIONS || dimensions.stream().anyMatch(d -> d <= 0)) {
            throw new IllegalArgumentException(name + ": dimensions " + dimensions);
        }
        if (!dimensions.isEmpty() && dimensions.getFirst() % type.blockElements() != 0) {
            throw new IllegalArgumentException(name + ": rows of " + dimensions.getFirst() + " do not fill blocks of "
                    + type.blockElements() + " (" + type + ")");
        }
        long elements = dimensions.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        long bytes = type.bytesFor(elements);
        tensors.add(new Entry(new GgufTensor(name, type, dimensions, dataBytes, bytes), source));
        dataBytes = Math.addExact(dataBytes, padded(bytes));
        return this;
    }

    private long padded(long bytes) {
        return Math.ceilDiv(bytes, alignment) * alignment;
    }

    /** Returns how many bytes of tensor data the file will have, with padding. */
    public long dataBytes() {
        return dataBytes;
    }

    /** Writes the file, as {@link #write(Path, LongConsumer)} does, and tells nobody. */
    public void write(Path target) throws IOException, GgufException {
        write(target, _ -> {});
    }

    /**
     * Writes to a temporary file beside the target, forces it to disk and moves it over the target. Blocks; an
     * interrupt ends it with an {@link java.nio.channels.ClosedByInterruptException} and leaves no file.
     *
     * @param written is told the number of data bytes after every tensor
     * @throws IOException if writing fails, or a source supplies a wrong number of bytes
     * @throws GgufException if an array that is copied from another file cannot be read
     */
    public void write(Path target, LongConsumer written) throws IOException, GgufException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a file to write: " + target);
        }
        Path temporary = folder.resolve(".writing-" + UUID.randomUUID() + ".gguf");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                CountingOutput out =
                        new CountingOutput(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
                writeHeader(out);
                writeData(out, written);
                out.flush();
                channel.force(true);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Writes the header and leaves a hole where the tensors belong: a file of the full size that takes a few KiB on file
     * systems with sparse files. The sources are not asked. What is planned from headers can be tested with it on models
     * of any size.
     *
     * @throws IOException if writing fails
     * @throws GgufException if an array that is copied from another file cannot be read
     */
    public void writeHollow(Path target) throws IOException, GgufException {
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE)) {
            CountingOutput out =
                    new CountingOutput(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
            writeHeader(out);
            out.flush();
            if (dataBytes > 0) {
                channel.write(ByteBuffer.allocate(1), out.count() + dataBytes - 1);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writeHeader(CountingOutput out) throws IOException, GgufException {
        Encoder encoder = new Encoder(out);
        encoder.u32(GgufHeaderReader.MAGIC);
        encoder.u32(GgufHeaderReader.NEWEST_VERSION);
        encoder.u64(tensors.size());
        encoder.u64(metadata.size());
        for (Map.Entry<String, GgufValue> entry : metadata.entrySet()) {
            encoder.string(entry.getKey());
            encoder.u32(entry.getValue().type().id());
            encoder.value(entry.getValue());
        }
        for (Entry entry : tensors) {
            GgufTensor tensor = entry.tensor();
            encoder.string(tensor.name());
            encoder.u32(tensor.dimensions().size());
            for (long dimension : tensor.dimensions()) {
                encoder.u64(dimension);
            }
            encoder.u32(tensor.type().id());
            encoder.u64(tensor.offset());
        }
        if (!tensors.isEmpty()) {
            pad(out);
        }
    }

    private void writeData(CountingOutput out, LongConsumer written) throws IOException {
        long dataStart = out.count();
        for (Entry entry : tensors) {
            long start = out.count();
            entry.source().writeTo(out);
            long bytes = out.count() - start;
            if (bytes != entry.tensor().byteSize()) {
                throw new IOException("tensor " + entry.tensor().name() + ": the source wrote " + bytes + " bytes, "
                        + entry.tensor().byteSize() + " are needed");
            }
            pad(out);
            written.accept(out.count() - dataStart);
        }
    }

    private void pad(CountingOutput out) throws IOException {
        int gap = (int) (padded(out.count()) - out.count());
        out.write(new byte[gap], 0, gap);
    }

    private static final class CountingOutput extends OutputStream {

        private final OutputStream out;
        private long count;

        private CountingOutput(OutputStream out) {
            this.out = out;
        }

        long count() {
            return count;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    /** Encodes header fields, little-endian. */
    private static final class Encoder {

        private final OutputStream out;
        private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

        private Encoder(OutputStream out) {
            this.out = out;
        }

        void u32(long value) throws IOException {
            number(value, Integer.BYTES);
        }

        void u64(long value) throws IOException {
            number(value, Long.BYTES);
        }

        void string(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            u64(bytes.length);
            out.write(bytes, 0, bytes.length);
        }

        void value(GgufValue value) throws IOException, GgufException {
            switch (value) {
                case GgufValue.Whole(GgufValueType type, long whole) -> number(whole, type.bytes());
                case GgufValue.Real(GgufValueType type, double real) -> {
                    if (type == GgufValueType.FLOAT32) {
                        u32(Float.floatToRawIntBits((float) real));
                    } else {
                        u64(Double.doubleToRawLongBits(real));
                    }
                }
                case GgufValue.Flag(boolean flag) -> number(flag ? 1 : 0, 1);
                case GgufValue.Text(String text) -> string(text);
                case GgufArray array -> {
                    u32(array.elementType().id());
                    u64(array.count());
                    array.copyTo((piece, length) -> out.write(piece, 0, length));
                }
            }
        }

        private void number(long value, int bytes) throws IOException {
            out.write(number.putLong(0, value).array(), 0, bytes);
        }
    }
}
