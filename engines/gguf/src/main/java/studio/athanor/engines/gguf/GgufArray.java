package studio.athanor.engines.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An array of metadata: its element type and count, and its elements on demand.
 *
 * <p>Small arrays are held in memory in the file's encoding; a vocabulary's are read again from the file by
 * {@link #visit}, in order, through a small window. Immutable and safe to share between threads; every reading call
 * opens the file anew, and fails if the file changed since its header was read.
 */
public final class GgufArray implements GgufValue {

    private final GgufValueType elementType;
    private final int count;
    private final ArrayContent content;

    GgufArray(GgufValueType elementType, int count, ArrayContent content) {
        this.elementType = elementType;
        this.count = count;
        this.content = content;
    }

    /** Returns an array of strings, held in memory. */
    public static GgufArray ofTexts(List<String> texts) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            encoded.writeBytes(length.putLong(0, bytes.length).array());
            encoded.writeBytes(bytes);
        }
        return inMemory(GgufValueType.STRING, texts.size(), encoded.toByteArray());
    }

    /** Returns an array of INT32, held in memory. */
    public static GgufArray ofInts(int... numbers) {
        byte[] encoded = new byte[Math.multiplyExact(numbers.length, Integer.BYTES)];
        littleEndian(encoded).asIntBuffer().put(numbers);
        return inMemory(GgufValueType.INT32, numbers.length, encoded);
    }

    /** Returns an array of FLOAT32, held in memory. */
    public static GgufArray ofFloats(float... numbers) {
        byte[] encoded = new byte[Math.multiplyExact(numbers.length, Float.BYTES)];
        littleEndian(encoded).asFloatBuffer().put(numbers);
        return inMemory(GgufValueType.FLOAT32, numbers.length, encoded);
    }

    /**
     * Returns an array of any fixed-size type from its encoding in files (little-endian, no gaps).
     *
     * @throws IllegalArgumentException if the bytes do not fill whole elements
     */
    public static GgufArray ofEncoded(GgufValueType elementType, byte[] encoded) {
        if (elementType.bytes() == 0 || encoded.length % elementType.bytes() != 0) {
            throw new IllegalArgumentException(encoded.length + " bytes are no array of " + elementType);
        }
        return inMemory(elementType, encoded.length / elementType.bytes(), encoded.clone());
    }

    private static GgufArray inMemory(GgufValueType elementType, int count, byte[] encoded) {
        return new GgufArray(elementType, count, new ArrayContent.InMemory(encoded));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public GgufValueType type() {
        return GgufValueType.ARRAY;
    }

    /** Returns the type of every element. */
    public GgufValueType elementType() {
        return elementType;
    }

    /** Returns the number of elements. */
    public int count() {
        return count;
    }

    /** Returns the size of the elements in the file. */
    public long byteLength() {
        return content.byteLength();
    }

    @Override
    public String display() {
        return elementType + "[" + count + "]";
    }

    @Override
    public String toString() {
        return display();
    }

    /** Takes elements one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes the next element.
         *
         * @param index from 0
         * @param element a single value, never an array
         * @return whether to go on
         */
        boolean take(int index, GgufValue element);
    }

    /**
     * Reads the elements in order; blocks on the file for long arrays.
     *
     * @throws GgufException.Unreadable if the file is gone, or changed since its header was read
     */
    public void visit(Visitor visitor) throws GgufException {
        content.read(window -> {
            for (int i = 0; i < count; i++) {
                if (!visitor.take(i, Elements.read(window, elementType))) {
                    return;
                }
            }
        });
    }

    /** Takes the bytes of strings one by one. */
    @FunctionalInterface
    interface BytesVisitor {
        void take(int index, byte[] bytes) throws GgufException;
    }

    /** Reads the raw bytes of every string; {@code tokens} are not always UTF-8. */
    void visitBytes(BytesVisitor visitor) throws GgufException {
        content.read(window -> {
            for (int i = 0; i < count; i++) {
                visitor.take(i, Elements.stringBytes(window));
            }
        });
    }

    /**
     * Reads all elements as strings; for arrays that are known to be small.
     *
     * @throws GgufException.Unreadable if the file is gone, or changed since its header was read
     */
    public List<String> texts() throws GgufException {
        requireType(elementType == GgufValueType.STRING, "strings");
        List<String> texts = new ArrayList<>(Math.min(count, 1 << 16));
        visit((_, element) -> texts.add(element.display()));
        return List.copyOf(texts);
    }

    /**
     * Reads the elements as whole numbers.
     *
     * @throws GgufException.Unreadable if the file is gone, or changed since its header was read
     */
    public long[] wholes() throws GgufException {
        requireType(elementType.isWhole(), "whole numbers");
        long[] numbers = new long[count];
        visit((i, element) -> {
            numbers[i] = ((Whole) element).number();
            return true;
        });
        return numbers;
    }

    /**
     * Reads the elements as floating-point numbers.
     *
     * @throws GgufException.Unreadable if the file is gone, or changed since its header was read
     */
    public double[] reals() throws GgufException {
        requireType(elementType == GgufValueType.FLOAT32 || elementType == GgufValueType.FLOAT64, "real numbers");
        double[] numbers = new double[count];
        visit((i, element) -> {
            numbers[i] = ((Real) element).number();
            return true;
        });
        return numbers;
    }

    private void requireType(boolean matches, String wanted) {
        if (!matches) {
            throw new IllegalStateException("an array of " + elementType + " has no " + wanted);
        }
    }

    /** Returns the encoding, if it is held in memory. */
    Optional<byte[]> encoded() {
        return content instanceof ArrayContent.InMemory(byte[] bytes) ? Optional.of(bytes) : Optional.empty();
    }

    /** Reads the encoding piece by piece. */
    void copyTo(ArrayContent.Sink sink) throws GgufException {
        content.read(window -> {
            byte[] piece = new byte[1 << 16];
            long left = content.byteLength();
            while (left > 0) {
                int length = (int) Math.min(piece.length, left);
                window.read(piece, length);
                sink.take(piece, length);
                left -= length;
            }
        });
    }
}
