package studio.athanor.engines.gguf;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Names for how a file's weights are stored, as people know them from file names: Q4_K_M, IQ3_XS, F16. */
final class Quantization {

    /** Values of {@code general.file_type} in llama.cpp 0.5.0. */
    private static final Map<Integer, String> FILE_TYPES = Map.ofEntries(
            Map.entry(0, "F32"),
            Map.entry(1, "F16"),
            Map.entry(2, "Q4_0"),
            Map.entry(3, "Q4_1"),
            Map.entry(7, "Q8_0"),
            Map.entry(8, "Q5_0"),
            Map.entry(9, "Q5_1"),
            Map.entry(10, "Q2_K"),
            Map.entry(11, "Q3_K_S"),
            Map.entry(12, "Q3_K_M"),
            Map.entry(13, "Q3_K_L"),
            Map.entry(14, "Q4_K_S"),
            Map.entry(15, "Q4_K_M"),
            Map.entry(16, "Q5_K_S"),
            Map.entry(17, "Q5_K_M"),
            Map.entry(18, "Q6_K"),
            Map.entry(19, "IQ2_XXS"),
            Map.entry(20, "IQ2_XS"),
            Map.entry(21, "Q2_K_S"),
            Map.entry(22, "IQ3_XS"),
            Map.entry(23, "IQ3_XXS"),
            Map.entry(24, "IQ1_S"),
            Map.entry(25, "IQ4_NL"),
            Map.entry(26, "IQ3_S"),
            Map.entry(27, "IQ3_M"),
            Map.entry(28, "IQ2_S"),
            Map.entry(29, "IQ2_M"),
            Map.entry(30, "IQ4_XS"),
            Map.entry(31, "IQ1_M"),
            Map.entry(32, "BF16"),
            Map.entry(36, "TQ1_0"),
            Map.entry(37, "TQ2_0"),
            Map.entry(38, "MXFP4"),
            Map.entry(39, "NVFP4"),
            Map.entry(40, "Q1_0"),
            Map.entry(41, "Q2_0"));

    private Quantization() {}

    /** Names the file's own statement, or else the type that most bytes have. */
    static String name(GgufMetadata metadata, List<GgufTensor> tensors) {
        long stated = metadata.whole(GgufKeys.FILE_TYPE).orElse(-1);
        String name = stated >= 0 && stated <= 1024 ? FILE_TYPES.get((int) stated) : null;
        return name == null ? mostly(tensors) : name;
    }

    private static String mostly(List<GgufTensor> tensors) {
        Map<GgufType, Long> bytes = new EnumMap<>(GgufType.class);
        for (GgufTensor tensor : tensors) {
            bytes.merge(tensor.type(), tensor.byteSize(), Long::sum);
        }
        return bytes.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(entry -> entry.getKey().label())
                .orElse("unknown");
    }
}
