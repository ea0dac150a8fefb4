package studio.athanor.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.settings.Settings;
import studio.athanor.core.testkit.FakeOpener;
import studio.athanor.core.testkit.TestStudio;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.gpumonitor.reading.HostMemory;

class ModelOpeningTest {

    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    private final FakeOpener opener = FakeOpener.byHand();
    private final List<IdleModels.Need> needs = new ArrayList<>();
    private Settings settings;
    private Models models;
    private ModelOpening opening;

    @BeforeEach
    void open() throws Exception {
        StudioHome home = StudioHome.open(folder.resolve("home"));
        settings = Settings.open(home.settingsFile());
        models = Models.open(TestStudio.installation(), home, settings, new Jobs(), opener);
        LoadPlanner planner = new LoadPlanner(
                () -> new HostMemory(OptionalLong.of(64 * GIB), OptionalLong.of(64 * GIB), OptionalLong.empty()));
        opening = new ModelOpening(models.library(), settings, opener, planner, (_, _, need) -> {
            needs.add(need);
            return false;
        });
        opener.addDevice(new EngineDevice(
                "Vulkan0", "A card", EngineDevice.Kind.GPU, OptionalLong.of(4 * GIB), OptionalLong.of(4 * GIB)));
    }

    @AfterEach
    void close() {
        models.close();
        settings.close();
    }

    @Test
    void asksForMemoryOfTheCardsWhereLayersAreLeftToTheProcessor() throws Exception {
        load(ModelLoadSettings.defaults());

        assertThat(needs)
                .singleElement()
                .satisfies(need -> assertThat(need.devices()).contains(Set.of("Vulkan0")));
    }

    @Test
    void unloadsNothingForLayersThatAPlanByHandLeavesToTheProcessor() throws Exception {
        load(ModelLoadSettings.defaults()
                .withDevices(new DeviceChoice.Planned(
                        new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 2)), Optional.empty()))));

        assertThat(needs).isEmpty();
        assertThat(opener.opened().getLast().plan().shares()).containsExactly(new DevicePlan.Share("Vulkan0", 2));
    }

    /** Loads a model of 8 GiB. */
    private void load(ModelLoadSettings wanted) throws Exception {
        Path file = Files.createDirectories(folder).resolve("model.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                20, 4096, 32, 8, 128, 14_336, 0, 0, 0, 0, 2048, 300, false, GgufType.F16))
                .write(file);
        ModelEntry entry = models.library().open(file);
        LoadedSession session = new LoadedSession(entry, wanted, () -> {}, () -> {});
        opening.open(session, opener.providers().getFirst(), entry, LoadObserver.NONE)
                .close();
    }
}
