package studio.athanor.engines.gguf;

import java.util.Locale;
import java.util.Optional;

/**
 * A tensor element type with its block layout: {@link #blockElements()} values share {@link #blockBytes()} bytes.
 *
 * <p>The table is that of ggml as shipped with llama.cpp 0.5.0. Numbers missing from it (4, 5, 31 to 33, 36 to 38) were
 * removed from the format and are refused.
 */
public enum GgufType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q8_1(9, 32, 36),
    Q2_K(10, 256, 84),
    Q3_K(11, 256, 110),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    Q8_K(15, 256, 292),
    IQ2_XXS(16, 256, 66),
    IQ2_XS(17, 256, 74),
    IQ3_XXS(18, 256, 98),
    IQ1_S(19, 256, 50),
    IQ4_NL(20, 32, 18),
    IQ3_S(21, 256, 110),
    IQ2_S(22, 256, 82),
    IQ4_XS(23, 256, 136),
    I8(24, 1, 1),
    I16(25, 1, 2),
    I32(26, 1, 4),
    I64(27, 1, 8),
    F64(28, 1, 8),
    IQ1_M(29, 256, 56),
    BF16(30, 1, 2),
    TQ1_0(34, 256, 54),
    TQ2_0(35, 256, 66),
    MXFP4(39, 32, 17),
    NVFP4(40, 64, 36),
    Q1_0(41, 128, 18),
    Q2_0(42, 64, 18);

    /** One more than the largest type number this engine knows. */
    static final int COUNT = 43;

    private static final GgufType[] BY_ID = byId();

    private final int id;
    private final int blockElements;
    private final int blockBytes;

    GgufType(int id, int blockElements, int blockBytes) {
        this.id = id;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    private static GgufType[] byId() {
        GgufType[] table = new GgufType[COUNT];
        for (GgufType type : values()) {
            table[type.id] = type;
        }
        return table;
    }

    /** Returns the type with this number in files, or empty when this engine does not know it. */
    public static Optional<GgufType> of(int id) {
        return id < 0 || id >= COUNT ? Optional.empty() : Optional.ofNullable(BY_ID[id]);
    }

    /** Returns the number that stands for this type in files. */
    public int id() {
        return id;
    }

    /** Returns how many elements one block holds; 1 for plain types. A row's length must be a multiple of it. */
    public int blockElements() {
        return blockElements;
    }

    /** Returns the size of one block in bytes. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Returns whether elements share scales in blocks. */
    public boolean isQuantized() {
        return blockElements > 1;
    }

    /** Returns the mean number of bits that one element takes. */
    public double bitsPerElement() {
        return 8.0 * blockBytes / blockElements;
    }

    /**
     * Returns the bytes that so many elements take.
     *
     * @throws ArithmeticException if the elements do not fill whole blocks, or the size exceeds a long
     */
    public long bytesFor(long elements) {
        if (elements < 0 || elements % blockElements != 0) {
            throw new ArithmeticException(elements + " elements do not fill blocks of " + blockElements);
        }
        return Math.multiplyExact(elements / blockElements, blockBytes);
    }

    /** Returns the name as people write it, for example {@code Q4_K}. */
    public String label() {
        return name();
    }

    /** Returns the name as it appears in file names, for example {@code q4_k}. */
    public String fileLabel() {
        return name().toLowerCase(Locale.ROOT);
    }
}
