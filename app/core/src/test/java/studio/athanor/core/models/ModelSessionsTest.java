package studio.athanor.core.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.settings.Settings;
import studio.athanor.core.testkit.FakeEngine;
import studio.athanor.core.testkit.FakeOpener;
import studio.athanor.core.testkit.TestStudio;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.gpumonitor.placement.Objective;

@Timeout(60)
class ModelSessionsTest {

    private static final EngineDevice CARD = new EngineDevice(
            "Vulkan0", "A card", EngineDevice.Kind.GPU, OptionalLong.of(8L << 30), OptionalLong.of(8L << 30));

    private static final EngineDevice OTHER_CARD = new EngineDevice(
            "Vulkan1", "Another card", EngineDevice.Kind.GPU, OptionalLong.of(8L << 30), OptionalLong.of(8L << 30));

    @TempDir
    private Path folder;

    private final FakeOpener opener = FakeOpener.byHand();
    private Settings settings;
    private Models models;
    private ModelSessions sessions;
    private ModelRef starter;

    @BeforeEach
    void open() throws StudioException {
        StudioHome home = StudioHome.open(folder.resolve("home"));
        settings = Settings.open(home.settingsFile());
        models = Models.open(TestStudio.installation(), home, settings, new Jobs(), opener);
        sessions = models.sessions();
        starter = models.library().starter().orElseThrow().ref();
    }

    @AfterEach
    void close() {
        models.close();
        settings.close();
    }

    private static ModelSession await(Job<ModelSession> job) throws Exception {
        return job.result().get(30, TimeUnit.SECONDS);
    }

    @Test
    void loadsAModelOnceHoweverOftenItIsAskedFor() throws Exception {
        var gate = opener.holdLoads();
        Job<ModelSession> first = sessions.ensureLoaded(starter);
        Job<ModelSession> second = sessions.ensureLoaded(starter);
        assertThat(second).isSameAs(first);
        gate.countDown();
        ModelSession session = await(first);
        assertThat(await(sessions.ensureLoaded(starter))).isSameAs(session);
        assertThat(opener.opened()).hasSize(1);
        assertThat(session.state()).isInstanceOf(SessionState.Ready.class);
        assertThat(session.text()).isNotNull();
        assertThat(session.entry().facts()).isPresent();
    }

    @Test
    void keepsWhatItMeasuredOfADevice() throws Exception {
        opener.addDevice(CARD);
        opener.measures("Vulkan0", new MeasuredBandwidth(300e9, 1L << 28, 100));

        KeptBandwidth kept = sessions.measureBandwidth("Vulkan0").result().get(30, TimeUnit.SECONDS);

        assertThat(kept.bytesPerSecond()).isEqualTo(300e9);
        assertThat(kept.build()).isEqualTo("fake 1");
        assertThat(models.bandwidths().of(List.of(CARD))).containsEntry("Vulkan0", kept);
    }

    @Test
    void measuresNoDeviceThatIsNotThereOrThatNoEngineCanMeasure() {
        opener.addDevice(CARD);
        assertThatThrownBy(() -> sessions.measureBandwidth("Vulkan0").result().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EngineException.Unsupported.class)
                .hasMessageContaining("can measure Vulkan0");
        assertThatThrownBy(() -> sessions.measureBandwidth("Vulkan1").result().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EngineException.Unsupported.class)
                .hasMessageContaining("no device Vulkan1; found are Vulkan0");
        assertThat(models.bandwidths().of(List.of(CARD))).isEmpty();
    }

    @Test
    void keepsAModelOffACardThatIsExcludedUnderWhateverNumber() throws Exception {
        Path model = Files.createDirectories(folder).resolve("model.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                4, 4096, 32, 8, 128, 14_336, 0, 0, 0, 0, 2048, 300, false, GgufType.F16))
                .write(model);
        opener.addDevice(card("Vulkan0", "0000:02:00.0"));
        opener.addDevice(card("Vulkan1", "0000:01:00.0"));
        settings.update(DeviceLimits.SECTION, now -> now.withExcluded("pci:0000:02:00.0", true));

        var _ = await(sessions.ensureLoaded(models.library().open(model).ref()));

        assertThat(opener.opened().getLast().plan().shares())
                .extracting(DevicePlan.Share::deviceId)
                .containsExactly("Vulkan1");
    }

    private static EngineDevice card(String id, String bus) {
        return new EngineDevice(
                id,
                "A card",
                EngineDevice.Kind.GPU,
                OptionalLong.of(8L << 30),
                OptionalLong.of(8L << 30),
                Optional.of(bus));
    }

    @Test
    void loadsCopiesOfAModelBesideIt() throws Exception {
        ModelSession one = await(sessions.ensureLoaded(starter));
        ModelSession two = await(sessions.ensureLoaded(
                starter.copy(2),
                ModelLoadSettings.defaults().withOptions(LoadOptions.defaults().withContextTokens(128))));

        assertThat(one.state()).isInstanceOf(SessionState.Ready.class);
        assertThat(two.state()).isInstanceOf(SessionState.Ready.class);
        assertThat(two.entry().file()).isEqualTo(one.entry().file());
        assertThat(two.entry().ref())
                .isEqualTo(starter.copy(2))
                .isNotEqualTo(one.entry().ref());
        assertThat(sessions.sessions()).containsExactly(one, two);
        assertThat(starter.copy(2).copy(1)).isEqualTo(starter);
    }

    @Test
    void loadsAgainWithOtherSettings() throws Exception {
        ModelSession first = await(sessions.ensureLoaded(starter));
        FakeEngine engine = opener.next();
        ModelLoadSettings other =
                ModelLoadSettings.defaults().withOptions(LoadOptions.defaults().withContextTokens(128));
        ModelSession second = await(sessions.ensureLoaded(starter, other));
        assertThat(engine.isClosed()).isTrue();
        assertThat(first.state()).isInstanceOf(SessionState.Unloaded.class);
        assertThat(second.settings()).isEqualTo(other);
        assertThat(sessions.sessions()).containsExactly(second);
        assertThat(await(sessions.ensureLoaded(starter))).isSameAs(second);
    }

    @Test
    void leavesNothingBehindWhenALoadIsCancelled() throws Exception {
        var _ = opener.holdLoads();
        Job<ModelSession> job = sessions.ensureLoaded(starter);
        job.cancel();
        assertThatThrownBy(() -> await(job)).isInstanceOf(CancellationException.class);
        for (int i = 0; i < 200 && !sessions.sessions().isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(sessions.sessions()).isEmpty();
    }

    @Test
    void keepsAFailedSessionWithItsReasonUntilTheNextTry() throws Exception {
        opener.failWith(new EngineException.ModelRejected("Bad.", "Get another.", null));
        Job<ModelSession> job = sessions.ensureLoaded(starter);
        assertThatThrownBy(() -> await(job)).hasCauseInstanceOf(EngineException.ModelRejected.class);
        ModelSession failed = sessions.session(starter).orElseThrow();
        assertThat(failed.state()).isInstanceOf(SessionState.Failed.class);
        assertThatThrownBy(failed::text).isInstanceOf(EngineException.ModelRejected.class);
        opener.recover();
        assertThat(await(sessions.ensureLoaded(starter)).state()).isInstanceOf(SessionState.Ready.class);
        assertThat(sessions.sessions()).hasSize(1);
    }

    @Test
    void saysWhyAModelThatIsNotThereCannotBeLoaded() {
        Job<ModelSession> job = sessions.ensureLoaded(new ModelRef("home:gone.gguf"));
        assertThatThrownBy(() -> await(job))
                .hasCauseInstanceOf(EngineException.ModelRejected.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> await(sessions.ensureLoaded(new ModelRef("nonsense"))))
                .hasCauseInstanceOf(EngineException.ModelRejected.class);
    }

    @Test
    void keepsABadFileAwayFromTheEngine() throws Exception {
        Path bad = Files.writeString(folder.resolve("home/models/bad.gguf"), "GGUF and nothing more");
        ModelRef ref = models.library().open(bad).ref();
        assertThatThrownBy(() -> await(sessions.ensureLoaded(ref)))
                .hasCauseInstanceOf(EngineException.ModelRejected.class)
                .hasMessageContaining("bad.gguf");
        assertThat(opener.opened()).isEmpty();
    }

    @Test
    void unloadsAndTellsObservers() throws Exception {
        List<Integer> counts = new CopyOnWriteArrayList<>();
        var _ = sessions.observe(all -> counts.add(all.size()));
        await(sessions.ensureLoaded(starter));
        FakeEngine engine = opener.next();
        assertThat(sessions.unload(starter).result().get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.isClosed()).isTrue();
        assertThat(sessions.sessions()).isEmpty();
        assertThat(counts).startsWith(0, 1).endsWith(0);
    }

    @Test
    void remembersHowToLoadAModel() throws Exception {
        ModelLoadSettings wanted = new ModelLoadSettings(
                LoadOptions.defaults().withContextTokens(200).withThreads(2),
                new DeviceChoice.Planned(new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 2)))));
        sessions.remember(starter, wanted);
        close();
        open();
        assertThat(sessions.rememberedSettings(starter)).isEqualTo(wanted);
        opener.addDevice(CARD);
        ModelSession session = await(sessions.ensureLoaded(starter));
        assertThat(session.settings()).isEqualTo(wanted);
        assertThat(opener.opened().getLast().plan().shares()).containsExactly(new DevicePlan.Share("Vulkan0", 2));
    }

    @Test
    void remembersTheModelThatWasChosen() throws Exception {
        ModelRef other = new ModelRef("home:other.gguf");
        sessions.choose(other);
        close();
        open();
        assertThat(sessions.current()).contains(other);
    }

    @Test
    void refusesAPlanForADeviceThatIsNotThere() {
        ModelLoadSettings wanted =
                ModelLoadSettings.defaults().withDevices(new DeviceChoice.Planned(DevicePlan.single("CUDA7")));
        assertThatThrownBy(() -> await(sessions.ensureLoaded(starter, wanted)))
                .hasCauseInstanceOf(EngineException.Unsupported.class)
                .hasMessageContaining("CUDA7");
        assertThat(opener.opened()).isEmpty();
    }

    @Test
    void findsDevicesOnceAndAgainWhenAsked() throws Exception {
        opener.addDevice(CARD);
        Job<List<EngineDevice>> first = sessions.devices();
        assertThat(first.result().get(30, TimeUnit.SECONDS)).containsExactly(CARD);
        assertThat(sessions.devices()).isSameAs(first);
        assertThat(sessions.refreshDevices()).isNotSameAs(first);
    }

    @Test
    void looksForDevicesOnceMoreWhereTheSearchDied() throws Exception {
        opener.addDevice(CARD);
        opener.searchesDie(1);
        assertThat(sessions.devices().result().get(30, TimeUnit.SECONDS)).containsExactly(CARD);

        opener.searchesDie(2);
        assertThatThrownBy(() -> sessions.refreshDevices().result().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(EngineException.WorkerDied.class);
    }

    @Test
    void findsTheDevicesOfAnEngineThoughTheSearchOfAnotherDies() throws Exception {
        opener.addDevice(CARD);
        opener.addEngineWhoseSearchesDie();

        assertThat(sessions.devices().result().get(30, TimeUnit.SECONDS)).containsExactly(CARD);
    }

    @Test
    void unloadsAnIdleModelToMakeRoomAndSaysSo() throws Exception {
        await(sessions.ensureLoaded(starter));
        ModelRef other = addModel();
        opener.failOnceWith(new EngineException.OutOfMemory("Full.", "Free some.", null));

        ModelSession session = await(sessions.ensureLoaded(other));

        assertThat(sessions.session(starter)).isEmpty();
        assertThat(session.adjustments()).singleElement().asString().contains("was idle and has been unloaded");
    }

    @Test
    void endsAModelThatMakesRoomThoughTheDevicesCannotBeLookedAt() throws Exception {
        await(sessions.ensureLoaded(starter));
        FakeEngine leaving = opener.next();
        ModelRef other = addModel();
        opener.failOnceWith(new EngineException.OutOfMemory("Full.", "Free some.", null));
        opener.searchesDie(1);

        assertThatThrownBy(() -> await(sessions.ensureLoaded(other)))
                .hasCauseInstanceOf(EngineException.WorkerDied.class);

        assertThat(sessions.session(starter)).isEmpty();
        assertThat(leaving.isClosed()).isTrue();
    }

    @Test
    void keepsAPinnedModelAndGoesDownTheLadderInstead() throws Exception {
        await(sessions.ensureLoaded(starter));
        sessions.pin(starter, true);
        ModelRef other = addModel();
        opener.failOnceWith(new EngineException.OutOfMemory("Full.", "Free some.", null));

        ModelSession session = await(sessions.ensureLoaded(other));

        assertThat(sessions.session(starter)).isPresent();
        assertThat(session.adjustments()).singleElement().asString().contains("128 tokens at a time");
        assertThat(opener.opened().getLast().options().microBatchTokens()).hasValue(128);
        assertThat(session.settings().options().microBatchTokens()).isEmpty();
        assertThat(sessions.isPinned(starter)).isTrue();
    }

    @Test
    void keepsAModelThatIsAnswering() throws Exception {
        ModelSession answering = await(sessions.ensureLoaded(starter));
        var _ = answering
                .text()
                .generate(
                        new TextRequest(
                                new Prompt.Raw("a", false),
                                Sampling.defaults(),
                                1,
                                List.of(),
                                new OutputConstraint.None(),
                                TextRequest.Overflow.STOP,
                                false),
                        _ -> {});
        ModelRef other = addModel();
        opener.failOnceWith(new EngineException.OutOfMemory("Full.", "Free some.", null));

        await(sessions.ensureLoaded(other));

        assertThat(sessions.session(starter)).isPresent();
    }

    @Test
    void doesNotChangeWhatWasPlannedByHand() throws Exception {
        opener.failWith(new EngineException.OutOfMemory("Full.", "Free some.", null));

        assertThatThrownBy(() -> await(sessions.ensureLoaded(
                        starter, ModelLoadSettings.defaults().withDevices(new DeviceChoice.CpuOnly()))))
                .hasCauseInstanceOf(EngineException.OutOfMemory.class);
    }

    @Test
    void takesLayersOffTheDeviceThatRanOutOfAPlanByHand() throws Exception {
        opener.addDevice(CARD);
        opener.addDevice(OTHER_CARD);
        DevicePlan plan =
                new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 1), new DevicePlan.Share("Vulkan1", 2)));
        ModelLoadSettings wanted = ModelLoadSettings.defaults().withDevices(new DeviceChoice.Planned(plan));
        opener.failOnceWith(new EngineException.OutOfMemory("No memory of Vulkan1.", "Free some.", null));

        ModelSession session = await(sessions.ensureLoaded(starter, wanted));

        assertThat(session.plan().orElseThrow().plan().shares())
                .containsExactly(new DevicePlan.Share("Vulkan0", 1), new DevicePlan.Share("Vulkan1", 1));
        assertThat(session.adjustments())
                .singleElement()
                .asString()
                .contains("Another card has 1 of its 2 layers")
                .doesNotContain("A card has");
        assertThat(session.settings()).isEqualTo(wanted);

        sessions.unload(starter).result().get(30, TimeUnit.SECONDS);
        opener.failWith(new EngineException.OutOfMemory("No memory of Vulkan0.", "Free some.", null));
        assertThatThrownBy(() -> await(sessions.ensureLoaded(starter, wanted)))
                .as("a device that was named is not left without layers")
                .hasCauseInstanceOf(EngineException.OutOfMemory.class);
    }

    @Test
    void refusesToDoWithoutADeviceThatWasPinned() {
        opener.addDevice(CARD);
        PlacementWishes wishes =
                new PlacementWishes(Objective.FASTEST_ANSWER, Map.of(), Set.of(), Set.of("Vulkan1"), true);

        assertThatThrownBy(() -> await(sessions.ensureLoaded(
                        starter, ModelLoadSettings.defaults().withDevices(new DeviceChoice.Automatic(wishes)))))
                .hasCauseInstanceOf(EngineException.Unsupported.class)
                .hasMessageContaining("The model is to be on a device that is not there: Vulkan1; found are Vulkan0.");
    }

    @Test
    void loadsOnAProcessorWithTooLittleMemoryAsTheWeightsAreMapped() throws Exception {
        Path file = folder.resolve("home/models/huge.gguf");
        Files.createDirectories(file.getParent());
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                80, 8192, 64, 8, 128, 28_672, 0, 0, 0, 0, 131_072, 1024, false, GgufType.F16))
                .write(file);

        ModelSession session = await(sessions.ensureLoaded(new ModelRef("file:" + file)));

        assertThat(session.plan().orElseThrow().plan()).isEqualTo(DevicePlan.CPU);
        assertThat(session.plan().orElseThrow().reason()).contains("from the disk");
    }

    @Test
    void knowsWhenAnIdleModelIsOverdue() {
        IdleSettings never = new IdleSettings(0, Set.of());

        assertThat(never.isOver(Duration.ofDays(9))).isFalse();
        assertThat(never.withUnloadAfterMinutes(5).isOver(Duration.ofMinutes(4)))
                .isFalse();
        assertThat(never.withUnloadAfterMinutes(5).isOver(Duration.ofMinutes(5)))
                .isTrue();
    }

    private ModelRef addModel() throws Exception {
        Path file = folder.resolve("home/models/other.gguf");
        Files.createDirectories(file.getParent());
        new RandomModel(RandomModel.Shape.tiny(GgufType.Q8_0), 1).write(file);
        var _ = models.library().rescan().result().get(30, TimeUnit.SECONDS);
        return models.library().models().stream()
                .filter(entry -> entry.file().endsWith("other.gguf"))
                .findFirst()
                .orElseThrow()
                .ref();
    }
}
