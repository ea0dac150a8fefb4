package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.Models;
import studio.athanor.core.models.SessionState;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.testkit.TestStudio;

/**
 * A card that refuses large allocations, for real: llama.cpp's Vulkan driver is told their limit, and the load goes down the
 * ladder until it fits, or tells that it does not.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class MemoryLadderTest {

    private static final int CONTEXT = 8192;

    /** Too little for the scratch of 512 tokens, and for 8192 cells in 16 bits; enough for half of either. */
    private static final long ROOMY_BYTES = 20_000_000;

    /** Too little for 8192 cells in 8 bits; enough for the weights. */
    private static final long NARROW_BYTES = 17_000_000;

    /**
     * Too little for the weights, enough for the result of each operation: the engine leaves weights on the host whose
     * operations the card cannot do.
     */
    private static final long HOPELESS_BYTES = 10_000_000;

    /** Too little for the cells of six layers of the deep model, 50 MB; enough for those of three. */
    private static final long NARROW_CACHE_BYTES = 35_000_000;

    private static final String BATCH = "Prompts are read 128 tokens at a time";
    private static final String CELLS = "is kept in 8 bits";
    private static final String HALF = "The context is 4096 tokens instead of 8192.";

    @TempDir
    private static Path folder;

    private static Map<String, String> devices = Map.of();
    private static Path model = Path.of("");
    private static Path deep = Path.of("");

    /** The first has 16 MB of weights; 34 MB of cells in 16 bits; 25 MB of scratch for 512 tokens. */
    @BeforeAll
    static void makeDeviceAndModel() throws Exception {
        devices = SoftwareDevices.orSkip(1, folder);
        model = folder.resolve("model.gguf");
        new RandomModel(new RandomModel.Shape(2, 512, 8, 8, 4096, CONTEXT, 1024, GgufType.Q8_0), 5).write(model);
        deep = folder.resolve("deep.gguf");
        new RandomModel(new RandomModel.Shape(6, 256, 4, 4, 512, CONTEXT, 1024, GgufType.Q8_0), 5).write(deep);
    }

    @Test
    void goesDownStepByStepAndTellsEachOne() throws Exception {
        try (Card card = new Card(NARROW_BYTES)) {
            ModelSession session = card.load(CONTEXT);

            assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
            tells(session, BATCH, CELLS, HALF);
            assertThat(card.told()).containsExactly(0, 1, 2, 3);
            assertThat(session.settings().options().contextTokens()).hasValue(CONTEXT);
            assertThat(card.tries()).hasSize(4);
            LoadOptions last = card.tries().getLast();
            assertThat(last.microBatchTokens()).hasValue(128);
            assertThat(last.keyType()).isEqualTo(CacheType.Q8_0);
            assertThat(last.contextTokens()).hasValue(CONTEXT / 2);
            assertThat(Workers.greedy(session.text(), "Once", 2)).isNotNull();
        }
    }

    @Test
    @Tag("slow")
    void readsPromptsInSmallerPiecesWhereThatIsEnough() throws Exception {
        try (Card card = new Card(ROOMY_BYTES)) {
            ModelSession session = card.load(CONTEXT / 2);

            assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
            tells(session, BATCH);
        }
    }

    @Test
    @Tag("slow")
    void keepsTheContextWhereSmallerCellsAreEnough() throws Exception {
        try (Card card = new Card(ROOMY_BYTES)) {
            ModelSession session = card.load(CONTEXT);

            assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
            tells(session, BATCH, CELLS);
        }
    }

    @Test
    @Tag("slow")
    void saysSoWhereNothingHelps() throws Exception {
        try (Card card = new Card(HOPELESS_BYTES)) {
            ModelSession session = card.load(CONTEXT);

            assertThat(session.state())
                    .isInstanceOfSatisfying(
                            SessionState.Failed.class,
                            failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY));
            assertThat(session.adjustments()).hasSize(4);
        }
        assertThat(TestStudio.workers()).isEmpty();
    }

    @Test
    void movesLayersOffACardThatWasNamedByHandAndTellsIt() throws Exception {
        DeviceChoice byHand = new DeviceChoice.Planned(DevicePlan.single("Vulkan0"));
        try (Card card = new Card(NARROW_CACHE_BYTES)) {
            LoadOptions options =
                    LoadOptions.defaults().withContextTokens(CONTEXT).withMicroBatchTokens(32);
            ModelSession session = card.load(deep, options.withThreads(1), byHand);

            assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
            tells(session, "has 4 of its 7 layers");
            assertThat(card.plans())
                    .extracting(plan -> plan.shares().getFirst().layers())
                    .containsExactly(DevicePlan.ALL_LAYERS, 4);
            assertThat(card.tries()).as("nothing else changes").containsOnly(options.withThreads(1));
            assertThat(session.settings().devices())
                    .as("the next load tries it again")
                    .isEqualTo(byHand);
            assertThat(session.plan().orElseThrow().plan())
                    .isEqualTo(card.plans().getLast());
            assertThat(Workers.greedy(session.text(), "Once", 2)).isNotNull();
        }
    }

    private static void tells(ModelSession session, String... parts) {
        assertThat(session.adjustments()).hasSameSizeAs(parts);
        for (int i = 0; i < parts.length; i++) {
            assertThat(session.adjustments().get(i)).contains(parts[i]);
        }
    }

    /** A studio with one card that refuses allocations above a limit. */
    private static final class Card implements AutoCloseable {

        private final TestOpener opener;
        private final Settings settings;
        private final Models models;
        private final List<Integer> told = new CopyOnWriteArrayList<>();

        Card(long limitBytes) throws Exception {
            Path home = Files.createTempDirectory(folder, "home");
            StudioHome studio = StudioHome.open(home);
            opener = new TestOpener(home.resolve("run"), devices, Workers.limitedTo(limitBytes));
            settings = Settings.open(studio.settingsFile());
            models = Models.open(Installation.locate(System.getProperties()), studio, settings, new Jobs(), opener);
        }

        /** Loads the model on the card and waits for the end of it, good or bad. */
        ModelSession load(int contextTokens) throws Exception {
            PlacementWishes wishes =
                    new PlacementWishes(Objective.FEWEST_CARDS, Map.of(), Set.of(), Set.of("Vulkan0"), true);
            LoadOptions options =
                    LoadOptions.defaults().withContextTokens(contextTokens).withThreads(1);
            return load(model, options, new DeviceChoice.Automatic(wishes));
        }

        ModelSession load(Path file, LoadOptions options, DeviceChoice choice) throws Exception {
            ModelLoadSettings wanted = new ModelLoadSettings(options, choice);
            ModelRef ref = models.library().open(file).ref();
            var _ = models.sessions()
                    .observe(all -> all.forEach(
                            session -> told.add(session.adjustments().size())));
            try {
                return models.sessions().ensureLoaded(ref, wanted).result().get(120, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                assertThat(failed.getCause()).isInstanceOf(EngineException.class);
                return models.sessions().session(ref).orElseThrow();
            }
        }

        List<LoadOptions> tries() {
            return opener.tries().stream().map(OpenRequest::options).toList();
        }

        List<DevicePlan> plans() {
            return opener.tries().stream().map(OpenRequest::plan).toList();
        }

        /** Returns how many changes were told at a time, in order. */
        List<Integer> told() {
            return told.stream().distinct().toList();
        }

        @Override
        public void close() {
            models.close();
            settings.close();
        }
    }
}
