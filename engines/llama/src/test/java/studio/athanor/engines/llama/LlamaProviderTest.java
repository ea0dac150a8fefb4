package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;

class LlamaProviderTest {

    private final LlamaProvider provider = new LlamaProvider();

    @TempDir
    private Path folder;

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(EngineProvider.class))
                .anySatisfy(found -> assertThat(found).isInstanceOf(LlamaProvider.class));
    }

    @Test
    void tellsTheBuildItFoundWithoutLoadingIt() {
        assertThat(provider.check(StarterModel.ENVIRONMENT))
                .isInstanceOfSatisfying(
                        Availability.Available.class,
                        found -> assertThat(found.build()).isEqualTo("llama.cpp 0.5.0"));
    }

    @Test
    void namesTheLibraryThatIsMissing() {
        assertThat(provider.check(new EngineEnvironment(Map.of("ggml", folder.toString()))))
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        missing -> assertThat(missing.reason()).contains("ggml-base", folder.toString()));
        assertThat(provider.check(new EngineEnvironment(Map.of()))).isInstanceOf(Availability.Unavailable.class);
        assertThat(provider.check(new EngineEnvironment(
                        Map.of("ggml", folder.resolve("none").toString()))))
                .isInstanceOf(Availability.Unavailable.class);
    }

    @Test
    void acceptsFilesThatBeginAsGgufFiles() throws Exception {
        Path text = Files.writeString(folder.resolve("text.gguf"), "not a model");

        assertThat(provider.accepts(Path.of(StarterModel.FILE))).isTrue();
        assertThat(provider.accepts(text)).isFalse();
        assertThat(provider.accepts(folder)).isFalse();
        assertThat(provider.accepts(folder.resolve("none.gguf"))).isFalse();
    }

    @Test
    void listsTheCpu() throws Exception {
        assertThat(provider.devices(StarterModel.ENVIRONMENT)).anySatisfy(device -> {
            assertThat(device.id()).isEqualTo("CPU");
            assertThat(device.kind()).isEqualTo(EngineDevice.Kind.CPU);
            assertThat(device.totalBytes().orElseThrow()).isPositive();
        });
    }

    @Test
    void refusesFilesThatAreNoModels() throws Exception {
        Path text = Files.writeString(folder.resolve("text.gguf"), "not a model");
        byte[] model = Files.readAllBytes(Path.of(StarterModel.FILE));
        Path truncated = Files.write(folder.resolve("half.gguf"), java.util.Arrays.copyOf(model, model.length / 2));

        for (Path file : List.of(text, truncated, folder, folder.resolve("none.gguf"))) {
            EngineException failure = catchThrowableOfType(
                    EngineException.class, () -> open(file.toString(), LoadOptions.defaults(), DevicePlan.CPU));
            assertThat(failure).as(file.toString()).isInstanceOf(EngineException.ModelRejected.class);
            assertThat(failure).hasMessageContaining(String.valueOf(file.getFileName()));
            assertThat(failure.remedy()).isNotBlank();
        }
    }

    @Test
    void refusesADeviceThatIsNotThere() {
        assertThatThrownBy(() -> open(StarterModel.FILE, LoadOptions.defaults(), DevicePlan.single("CUDA7")))
                .isInstanceOf(EngineException.RuntimeUnavailable.class)
                .hasMessageContaining("CUDA7")
                .hasMessageContaining("CPU");
    }

    @Test
    void refusesLoadOptionsOutOfRange() {
        LoadOptions defaults = LoadOptions.defaults();

        for (LoadOptions options : List.of(
                defaults.withContextTokens(0),
                defaults.withContextTokens(Integer.MAX_VALUE),
                defaults.withParallelSequences(0),
                defaults.withParallelSequences(10_000),
                defaults.withThreads(0),
                defaults.withThreads(10_000))) {
            assertThatThrownBy(() -> open(StarterModel.FILE, options, DevicePlan.CPU))
                    .isInstanceOf(EngineException.InvalidRequest.class)
                    .hasMessageContaining("out of range");
        }
    }

    @Test
    void refusesMoreTokensInAllThanTheLibraryCounts() {
        LoadOptions options = LoadOptions.defaults().withContextTokens(1 << 24).withParallelSequences(200);

        assertThatThrownBy(() -> open(StarterModel.FILE, options, DevicePlan.CPU))
                .isInstanceOf(EngineException.InvalidRequest.class)
                .hasMessageContaining("3355443200 tokens in all");
    }

    @Test
    void refusesAnAdapterThatIsNone() {
        LoadOptions defaults = LoadOptions.defaults();
        LoadOptions options = new LoadOptions(
                defaults.contextTokens(),
                1,
                defaults.batchTokens(),
                defaults.microBatchTokens(),
                defaults.keyType(),
                defaults.valueType(),
                defaults.flashAttention(),
                defaults.threads(),
                defaults.batchThreads(),
                List.of(new LoadOptions.LoraAdapter(StarterModel.FILE, 1, Optional.empty())),
                false,
                false,
                false);

        assertThatThrownBy(() -> open(StarterModel.FILE, options, DevicePlan.CPU))
                .isInstanceOf(EngineException.ModelRejected.class);
    }

    @Test
    void loadsWithQuantisedCaches() throws Exception {
        LoadOptions defaults = LoadOptions.defaults();
        for (LoadOptions.CacheType type : LoadOptions.CacheType.values()) {
            LoadOptions options = new LoadOptions(
                    defaults.contextTokens(),
                    1,
                    defaults.batchTokens(),
                    defaults.microBatchTokens(),
                    type,
                    type,
                    LoadOptions.FlashAttention.ON,
                    defaults.threads(),
                    defaults.batchThreads(),
                    List.of(),
                    false,
                    false,
                    false);
            try (var engine = StarterModel.open(options)) {
                Answer answer = Answer.to(
                        engine,
                        StarterModel.greedy(StarterModel.ask("What is the capital of France?"))
                                .withMaxTokens(2));
                assertThat(answer.text()).as(type.name()).startsWith("The");
            }
        }
    }

    @Test
    @Timeout(120)
    void closesRightAfterAnAnswer() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (var engine = StarterModel.open(LoadOptions.defaults())) {
                Answer answer = Answer.to(
                        engine, StarterModel.greedy(StarterModel.ask("Hello")).withMaxTokens(1));
                assertThat(answer.text()).isNotEmpty();
            }
        }
    }

    @Test
    void cancelsALoadWhoseThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> open(StarterModel.FILE, LoadOptions.defaults(), DevicePlan.CPU))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void reportsTheProgressOfALoad() throws Exception {
        List<String> stages = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (var _ = provider.open(
                StarterModel.ENVIRONMENT,
                new OpenRequest(StarterModel.FILE, LoadOptions.defaults(), DevicePlan.CPU),
                (stage, fraction) -> stages.add(stage + " " + fraction))) {
            assertThat(stages).contains("weights 1.0", "context 1.0");
        }
    }

    @Test
    void loadsAndUnloadsManyTimes() throws Exception {
        for (int i = 0; i < 30; i++) {
            open(StarterModel.FILE, LoadOptions.defaults(), DevicePlan.CPU);
        }
    }

    private void open(String file, LoadOptions options, DevicePlan plan) throws Exception {
        provider.open(StarterModel.ENVIRONMENT, new OpenRequest(file, options, plan), LoadObserver.NONE)
                .close();
    }
}
