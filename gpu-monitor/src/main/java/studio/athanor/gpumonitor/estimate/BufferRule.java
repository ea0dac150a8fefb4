package studio.athanor.gpumonitor.estimate;

import java.util.Set;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufType;

/** How a backend of the engine lays tensors out in its buffers. */
public enum BufferRule {
    /** Alignment by the device's storage-buffer offset; 64 is the usual one. */
    VULKAN(64, 1),
    /** Alignment 128; rows of quantised matrices are padded to 512 elements. */
    CUDA(128, 512),
    /** Alignment 32. */
    METAL(32, 1),
    /** Alignment 32. */
    HOST(32, 1),
    /** The widest of all. */
    UNKNOWN(256, 512);

    private static final Set<String> SCANS =
            Set.of("mamba", "mamba2", "jamba", "nemotron_h", "nemotron_h_moe", "granitehybrid", "falcon-h1", "plamo2");

    private final int alignment;
    private final int rowElements;

    BufferRule(int alignment, int rowElements) {
        this.alignment = alignment;
        this.rowElements = rowElements;
    }

    /** Returns the rule for a device id of the engine, for example {@code CUDA0}. */
    public static BufferRule ofDevice(String deviceId) {
        if (deviceId.startsWith("Vulkan")) {
            return VULKAN;
        }
        if (deviceId.startsWith("CUDA") || deviceId.startsWith("ROCm") || deviceId.startsWith("MUSA")) {
            return CUDA;
        }
        if (deviceId.startsWith("Metal") || deviceId.startsWith("MTL")) {
            return METAL;
        }
        return deviceId.startsWith("CPU") ? HOST : UNKNOWN;
    }

    /**
     * Returns whether the backend can hold a tensor for what it is used for. Mamba's scan is the one operation that it may
     * not know; the tensor then stays on the host.
     */
    boolean keeps(GgufTensor tensor, Hyperparameters model) {
        if (!tensor.name().endsWith(".ssm_a") || !SCANS.contains(model.architecture)) {
            return true;
        }
        long inner = model.whole("ssm.inner_size", 0);
        long heads = tensor.dimension(1);
        long state = tensor.dimension(0) == 1 ? model.whole("ssm.state_size", 0) : tensor.dimension(0);
        long headLength = heads == 0 ? 0 : inner / heads;
        boolean grouped = tensor.dimension(0) == 1 && (state == 128 || state == 256) && headLength % 16 == 0;
        return switch (this) {
            case VULKAN -> grouped;
            case CUDA -> grouped || (tensor.dimension(0) == 16 && headLength == 1 && heads % 128 == 0);
            case METAL, HOST, UNKNOWN -> true;
        };
    }

    /** Returns what a tensor takes in a buffer. */
    long bytes(GgufTensor tensor) {
        GgufType type = tensor.type();
        long bytes = tensor.byteSize();
        long row = tensor.dimension(0);
        if (type.isQuantized() && row % rowElements != 0) {
            long missing = rowElements - row % rowElements;
            bytes += missing / type.blockElements() * type.blockBytes();
        }
        return bytes(bytes);
    }

    /** Returns a size rounded up to the alignment. */
    long bytes(long bytes) {
        return Math.ceilDiv(bytes, alignment) * alignment;
    }
}
