package studio.athanor.gpumonitor.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.gguf.synth.HollowModel.Family;
import studio.athanor.engines.gguf.synth.HollowModel.Measures;

/** Models of the shapes that people load, without weights. Vocabularies are short, which the header is read faster for. */
final class Hollow {

    static final Measures LLAMA_8B =
            new Measures(32, 4096, 32, 8, 128, 14_336, 0, 0, 0, 0, 131_072, 1024, false, GgufType.Q4_K);
    static final Measures LLAMA_70B =
            new Measures(80, 8192, 64, 8, 128, 28_672, 0, 0, 0, 0, 131_072, 1024, false, GgufType.Q4_K);
    static final Measures QWEN_4B =
            new Measures(36, 2560, 32, 8, 128, 9728, 0, 0, 0, 0, 40_960, 1024, true, GgufType.Q4_K);
    static final Measures GEMMA_27B =
            new Measures(62, 5376, 32, 16, 128, 21_504, 0, 0, 0, 1024, 131_072, 1024, true, GgufType.Q4_K);
    static final Measures QWEN_30B_A3B =
            new Measures(48, 2048, 32, 4, 128, 6144, 128, 8, 768, 0, 40_960, 1024, false, GgufType.Q4_K);
    static final Measures DEEPSEEK_671B =
            new Measures(61, 7168, 128, 1, 576, 18_432, 256, 8, 2048, 0, 163_840, 1024, false, GgufType.Q4_K);

    private Hollow() {}

    static ModelLayout layout(Family family, Measures measures, Path folder) throws IOException, GgufException {
        return ModelLayout.read(file(family, measures, folder));
    }

    static Path file(Family family, Measures measures, Path folder) throws IOException {
        Path file = folder.resolve(family + "-" + Integer.toHexString(measures.hashCode()) + ".gguf");
        if (!Files.exists(file)) {
            new HollowModel(family, measures).write(file);
        }
        return file;
    }
}
