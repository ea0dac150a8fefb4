package studio.athanor.engines.gguf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the tensor table of a header and checks that the tensors' data is contiguous. */
final class TensorTableReader {

    private final Refusals refusals;
    private final Window window;
    private final int alignment;

    TensorTableReader(Refusals refusals, Window window, int alignment) {
        this.refusals = refusals;
        this.window = window;
        this.alignment = alignment;
    }

    List<GgufTensor> read(int count) throws IOException, GgufException {
        List<GgufTensor> tensors = new ArrayList<>(Math.min(count, 1024));
        Set<String> names = HashSet.newHashSet(Math.min(count, 1024));
        long expected = 0;
        for (int i = 0; i < count; i++) {
            GgufTensor tensor = tensor(i, names);
            String field = Refusals.tensor(tensor.name());
            if (tensor.offset() != expected) {
                throw refusals.malformed(field, offsetReason(tensor.offset(), expected));
            }
            expected = next(field, expected, tensor.byteSize());
            tensors.add(tensor);
        }
        return tensors;
    }

    private String offsetReason(long offset, long expected) {
        String found = "offset " + Long.toUnsignedString(offset) + ", must be " + expected;
        if (offset < 0 || offset % alignment != 0) {
            return found + " (not a multiple of the alignment " + alignment + ")";
        }
        return found + (offset < expected ? " (overlaps the tensor before it)" : " (leaves a hole)");
    }

    private long next(String field, long offset, long bytes) throws GgufException {
        try {
            return Math.multiplyExact(Math.ceilDiv(Math.addExact(offset, bytes), alignment), (long) alignment);
        } catch (ArithmeticException _) {
            throw refusals.malformed(field, "its end exceeds 2^63 bytes");
        }
    }

    private GgufTensor tensor(int index, Set<String> names) throws IOException, GgufException {
        String field = "tensor " + index;
        try {
            String name = name(field);
            field = Refusals.tensor(name);
            if (!names.add(name)) {
                throw refusals.malformed(field, "given twice");
            }
            List<Long> dimensions = dimensions(field);
            GgufType type = type(field);
            long bytes = bytes(field, dimensions, type);
            return new GgufTensor(name, type, dimensions, window.i64(), bytes);
        } catch (EOFException e) {
            throw refusals.incomplete(field, "the file ends inside the tensor table (" + e.getMessage() + ")");
        }
    }

    private String name(String field) throws IOException, GgufException {
        long length = window.i64();
        if (length == 0) {
            throw refusals.malformed(field, "empty name");
        }
        if (length < 0 || length > GgufLimits.MAX_TENSOR_NAME_BYTES) {
            throw refusals.tooLarge(field, "name length", length, GgufLimits.MAX_TENSOR_NAME_BYTES);
        }
        if (length > window.remaining()) {
            throw new EOFException("a name of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        window.read(bytes, bytes.length);
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (name.codePoints().anyMatch(Character::isISOControl)) {
                throw refusals.malformed(field, "name " + Printable.quoted(name) + " has control characters");
            }
            return name;
        } catch (CharacterCodingException _) {
            throw refusals.malformed(field, "name that is not UTF-8");
        }
    }

    private List<Long> dimensions(String field) throws IOException, GgufException {
        long count = window.u32();
        if (count > GgufLimits.MAX_DIMENSIONS) {
            throw refusals.tooLarge(field, "dimensions", count, GgufLimits.MAX_DIMENSIONS);
        }
        List<Long> dimensions = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            long length = window.i64();
            if (length <= 0) {
                throw refusals.malformed(
                        field, "dimension " + i + " of " + Long.toUnsignedString(length) + " elements");
            }
            dimensions.add(length);
        }
        return dimensions;
    }

    private GgufType type(String field) throws IOException, GgufException {
        int id = (int) window.u32();
        return GgufType.of(id).orElseThrow(() -> {
            boolean removed = id >= 0 && id < GgufType.COUNT;
            return refusals.unsupported(
                    field,
                    removed
                            ? "type " + id + ", which was removed from the format"
                            : "type " + Integer.toUnsignedString(id) + ", not known to this engine");
        });
    }

    private long bytes(String field, List<Long> dimensions, GgufType type) throws GgufException {
        long row = dimensions.isEmpty() ? 1 : dimensions.getFirst();
        if (row % type.blockElements() != 0) {
            throw refusals.malformed(
                    field,
                    "rows of " + row + " elements, must be a multiple of " + type.blockElements() + " for type "
                            + type);
        }
        try {
            long elements = 1;
            for (long length : dimensions) {
                elements = Math.multiplyExact(elements, length);
            }
            // one block more than the data: ggml rounds up to its alignment in unsigned arithmetic
            return Math.addExact(type.bytesFor(elements), GgufLimits.MAX_ALIGNMENT) - GgufLimits.MAX_ALIGNMENT;
        } catch (ArithmeticException _) {
            throw refusals.malformed(field, "its size exceeds 2^63 bytes");
        }
    }
}
