package studio.athanor.gpumonitor.estimate;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufType;

/**
 * What llama.cpp 0.5.0 does with the matrices it multiplies on the processor, when there is no accelerator: some types are
 * copied into a layout that suits the processor's instructions, which takes memory that is not shared with the file.
 */
public enum HostProcessor {
    /** Copies nothing. */
    PLAIN,
    /** An x86 processor with AVX2: buffers named {@code CPU_REPACK}. */
    AVX2,
    /** An x86 processor with AMX: buffers named {@code AMX}, and for experts {@code CPU_REPACK}. */
    AMX;

    private static final Set<GgufType> REPACKED =
            EnumSet.of(GgufType.Q4_0, GgufType.Q4_K, GgufType.IQ4_NL, GgufType.MXFP4);

    private static final int REPACKED_ROWS = 8;
    private static final int TILE_ROWS = 32;

    /** Returns the processor by the flags that Linux names in {@code /proc/cpuinfo}. */
    public static HostProcessor ofFlags(Set<String> flags) {
        return flags.contains("amx_int8") ? AMX : flags.contains("avx2") ? AVX2 : PLAIN;
    }

    /** Returns what the copy of a matrix takes, or nothing if it stays in the mapped file. */
    OptionalLong copiedBytes(GgufTensor matrix) {
        boolean expert = TensorPlaces.isExpert(matrix);
        if (this == AMX && !expert && matrix.dimensions().size() >= 2) {
            OptionalLong tiles = tileBytes(matrix);
            if (tiles.isPresent()) {
                return tiles;
            }
        }
        boolean multiplied = matrix.dimensions().size() == (expert ? 3 : 2);
        boolean repacked = this != PLAIN
                && multiplied
                && REPACKED.contains(matrix.type())
                && matrix.dimension(1) % REPACKED_ROWS == 0;
        return repacked ? OptionalLong.of(BufferRule.HOST.bytes(matrix)) : OptionalLong.empty();
    }

    /** Blocks of some types grow by a sum that is kept with them ({@code get_row_size} in ggml's amx/mmq.cpp). */
    private static OptionalLong tileBytes(GgufTensor matrix) {
        int extra = switch (matrix.type()) {
            case Q8_0, Q4_K, Q5_K -> 4;
            case IQ4_XS -> 2;
            case Q4_0, Q4_1, Q6_K, F16 -> 0;
            default -> -1;
        };
        int multiple = matrix.type() == GgufType.F16 ? 16 : matrix.type().blockElements();
        if (extra < 0 || matrix.dimension(1) % TILE_ROWS != 0 || matrix.dimension(0) % multiple != 0) {
            return OptionalLong.empty();
        }
        long blocks = matrix.elements() / matrix.type().blockElements();
        return OptionalLong.of(BufferRule.HOST.bytes(matrix.byteSize() + blocks * extra));
    }
}
