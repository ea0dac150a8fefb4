package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.TextEngine;

class LatentAttentionTest {

    @TempDir
    private Path folder;

    /** On a processor with AMX, llama.cpp stopped itself at these types. */
    @ParameterizedTest
    @EnumSource(
            value = GgufType.class,
            names = {"Q8_0", "Q4_0", "F16"})
    void loadsOnAnyProcessor(GgufType type) throws Exception {
        Path file = folder.resolve("latent.gguf");
        new HollowModel(
                        HollowModel.Family.DEEPSEEK2,
                        new HollowModel.Measures(4, 512, 8, 1, 576, 1024, 8, 2, 256, 0, 4096, 1024, false, type))
                .write(file);

        try (TextEngine engine = (TextEngine) new LlamaProvider()
                .open(
                        StarterModel.ENVIRONMENT,
                        new OpenRequest(file.toString(), LoadOptions.defaults().withContextTokens(256), DevicePlan.CPU),
                        LoadObserver.NONE)) {
            assertThat(engine.model().architecture()).isEqualTo("deepseek2");
        }
    }
}
