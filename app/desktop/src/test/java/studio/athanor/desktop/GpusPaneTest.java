package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.desktop.settings.Appearance;
import studio.athanor.desktop.testkit.FakeDeviceSource;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.desktop.testkit.FakeStudio;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.HollowModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;

class GpusPaneTest extends WindowTest {

    private static final long GIB = 1L << 30;

    private final FakeDeviceSource cards = new FakeDeviceSource(
            FakeDeviceSource.card("RTX 3090", "01:00.0", 24 * GIB),
            FakeDeviceSource.card("RTX 2060", "02:00.0", 6 * GIB));

    @Override
    FakeStudio newStudio() throws Exception {
        cards.reads(
                FakeDeviceSource.busy(24 * GIB, 5 * GIB, 86, 71, 290, FakeDeviceSource.program("firefox", 2 * GIB)),
                FakeDeviceSource.busy(6 * GIB, GIB, 12, 48, 35));
        FakeStudio made = new FakeStudio(home, List.of(cards));
        made.sessions()
                .devicesAre(List.of(
                        device("Vulkan0", "RTX 3090", 24, "0000:01:00.0"),
                        device("Vulkan1", "RTX 2060", 6, "0000:02:00.0")));
        return made;
    }

    private static EngineDevice device(String id, String name, long gibibytes, String bus) {
        return new EngineDevice(
                id,
                name,
                EngineDevice.Kind.GPU,
                OptionalLong.of(gibibytes * GIB),
                OptionalLong.of(gibibytes * GIB),
                Optional.of(bus));
    }

    private ModelEntry eightLayers() throws Exception {
        Path file = Files.createDirectories(home.resolve("models")).resolve("eight.gguf");
        new HollowModel(
                        HollowModel.Family.LLAMA,
                        new HollowModel.Measures(
                                8, 8192, 64, 8, 128, 28_672, 0, 0, 0, 0, 2048, 300, false, GgufType.F16))
                .write(file);
        ModelEntry entry = FakeModels.at(file, Files.size(file));
        studio.library().add(entry);
        return entry;
    }

    private ModelEntry mixture() throws Exception {
        Path file = Files.createDirectories(home.resolve("models")).resolve("mixture.gguf");
        new HollowModel(
                        HollowModel.Family.QWEN3_MOE,
                        new HollowModel.Measures(
                                8, 2048, 16, 4, 128, 6144, 32, 4, 1024, 0, 2048, 300, false, GgufType.Q4_K))
                .write(file);
        ModelEntry entry = FakeModels.at(file, Files.size(file));
        studio.library().add(entry);
        return entry;
    }

    private void planEight() throws Exception {
        eightLayers();
        plan("eight");
    }

    private void plan(String model) throws Exception {
        run("go.gpus");
        eventually(() -> assertThat(textsIn("#gpu-card-1")).contains("RTX 2060"));
        robot.clickOn("#gpus-add");
        robot.clickOn(model);
        eventually(() -> assertThat(isShown("#seam-0")).isTrue());
    }

    @Test
    void showsEachCardWithItsMemoryAndSensors() throws Exception {
        run("go.gpus");
        eventually(() -> assertThat(textsIn("#gpu-card-0"))
                .contains(
                        "0",
                        "RTX 3090",
                        "01:00.0",
                        "5.0 / 24.0 GiB",
                        "86 %",
                        "71 °C",
                        "290 W",
                        "firefox 2.0 GiB · other programs 3.0 GiB"));
        assertThat(textsIn("#gpu-card-host")).contains("CPU / RAM");
        assertThat(isShown("#gpus-empty") && find("#gpus-empty", Node.class).isVisible())
                .isFalse();
    }

    @Test
    void saysWhatEnginesCallACardOnceTheyHaveBeenAsked() throws Exception {
        CountDownLatch held = studio.sessions().holdDevices();
        run("go.gpus");
        eventually(() -> assertThat(busTip()).endsWith("–"));
        held.countDown();
        eventually(() -> assertThat(busTip()).endsWith("Vulkan0"));
    }

    private String busTip() throws Exception {
        return fx(() -> find("#gpu-card-0", Node.class).lookupAll(".code").stream()
                .filter(node ->
                        node instanceof Labeled labeled && labeled.getText().equals("01:00.0"))
                .map(node -> ((Labeled) node).getTooltip().getText())
                .findFirst()
                .orElse(""));
    }

    @Test
    void givesACardTheWidthThatALargeTextNeeds() throws Exception {
        run("go.gpus");
        eventually(() -> assertThat(isShown("#gpu-card-1")).isTrue());
        assertThat(fx(this::columns)).isEqualTo(3);
        studio.settings().update(Appearance.SECTION, now -> now.withTextScale(2));
        eventually(() -> assertThat(fx(this::columns)).isEqualTo(1));
    }

    /** How many cards are beside each other. */
    private int columns() {
        double top = find("#gpu-card-0", Node.class).getLayoutY();
        return (int) List.of("#gpu-card-0", "#gpu-card-1", "#gpu-card-host").stream()
                .filter(card -> find(card, Node.class).getLayoutY() == top)
                .count();
    }

    @Test
    void leavesOutSensorsThatACardLacksAndSaysThatOneIsLost() throws Exception {
        cards.reads(GpuReading.absent(DeviceState.LOST), GpuReading.asleep(OptionalLong.of(6 * GIB)));
        run("go.gpus");
        eventually(() -> assertThat(visibleTexts("#gpu-card-0")).anyMatch(text -> text.startsWith("Lost")));
        eventually(() -> assertThat(visibleTexts("#gpu-card-1")).anyMatch(text -> text.startsWith("Asleep")));
        assertThat(visibleTexts("#gpu-card-1")).noneMatch(text -> text.endsWith("°C") || text.endsWith(" W"));
    }

    @Test
    void keepsReserveAndExclusion() throws Exception {
        run("go.gpus");
        eventually(() -> assertThat(isShown("#gpu-exclude-1")).isTrue());
        eventually(() ->
                assertThat(find("#gpu-exclude-1", CheckBox.class).isVisible()).isTrue());
        robot.clickOn("#gpu-exclude-1");
        eventually(() -> assertThat(studio.settings().get(DeviceLimits.SECTION).excluded())
                .containsExactly("pci:0000:02:00.0"));
        fx(() -> {
            find("#gpu-reserve-0", Node.class).requestFocus();
            return true;
        });
        press(KeyCode.RIGHT);
        eventually(() -> assertThat(studio.settings().get(DeviceLimits.SECTION).reserveBytes())
                .containsEntry("pci:0000:01:00.0", 768L << 20));
    }

    @Test
    void measuresACardAndSaysWhenItIsSlow() throws Exception {
        studio.sessions().measures(880e9);
        run("go.gpus");
        eventually(() ->
                assertThat(find("#gpu-measure-0", Button.class).isVisible()).isTrue());
        robot.clickOn("#gpu-measure-0");
        eventually(() -> assertThat(visibleTexts("#gpu-card-0")).contains("Reads 880 GB/s, measured"));
        studio.sessions().measures(440e9);
        robot.clickOn("#gpu-measure-0");
        eventually(() -> assertThat(visibleTexts("#gpu-card-0"))
                .contains("Reads 440 GB/s, measured")
                .anyMatch(text -> text.contains("50 % of the 880.0 GB/s")));
    }

    @Test
    void measuresTheProcessor() throws Exception {
        studio.sessions()
                .devicesAre(List.of(new EngineDevice(
                        "CPU", "Ryzen", EngineDevice.Kind.CPU, OptionalLong.empty(), OptionalLong.empty())));
        studio.sessions().measures(44.6e9);
        run("go.gpus");
        eventually(() -> assertThat(visibleTexts("#gpu-card-host")).contains("Memory speed not measured"));
        robot.clickOn("#gpu-measure-host");
        eventually(() -> assertThat(visibleTexts("#gpu-card-host")).contains("Reads 45 GB/s, measured"));
    }

    @Test
    void saysWhyACardCouldNotBeMeasured() throws Exception {
        studio.sessions().failWith(new EngineException.OutOfMemory("The card is full.", "Unload models.", null));
        run("go.gpus");
        eventually(() ->
                assertThat(find("#gpu-measure-1", Button.class).isVisible()).isTrue());
        robot.clickOn("#gpu-measure-1");
        eventually(() -> assertThat(visibleTexts("#gpu-card-1")).contains("The card is full. Unload models."));
        assertThat(find("#gpu-measure-1", Button.class).isDisabled()).isFalse();
    }

    @Test
    void movesASeamByKeysAndAppliesOnlyWhatFits() throws Exception {
        planEight();
        fx(() -> {
            find("#seam-0", Node.class).requestFocus();
            return true;
        });
        press(KeyCode.END);
        assertThat(segments()).contains("CPU: 9", "0: 0", "1: 0");
        press(KeyCode.LEFT);
        press(KeyCode.LEFT);
        press(KeyCode.LEFT);
        assertThat(segments()).contains("CPU: 6", "0: 3", "1: 0");

        fx(() -> {
            find("#seam-1", Node.class).requestFocus();
            return true;
        });
        press(KeyCode.HOME);
        assertThat(segments()).contains("CPU: 0", "0: 0", "1: 9");
        assertThat(textsIn("#gpus-plans")).contains("does not fit");
        assertThat(find("#plan-apply", Button.class).isDisabled()).isTrue();

        press(KeyCode.END);
        assertThat(segments()).contains("CPU: 0", "0: 9", "1: 0");
        assertThat(find("#plan-apply", Button.class).isDisabled()).isFalse();
        robot.clickOn("#plan-apply");
        ModelEntry eight = studio.library().models().stream()
                .filter(entry -> entry.name().equals("eight"))
                .findFirst()
                .orElseThrow();
        assertThat(studio.sessions().rememberedSettings(eight.ref()).devices())
                .isEqualTo(new DeviceChoice.Planned(new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 9)))));
        assertThat(studio.sessions().session(eight.ref())).isEmpty();
    }

    @Test
    void letsGoOfARowThatIsTakenOut() throws Exception {
        planEight();
        mixture();
        robot.clickOn("#gpus-add");
        robot.clickOn("mixture");
        eventually(() -> assertThat(rowNames()).hasSize(2));
        ToggleGroup group = rowNames().getFirst().getToggleGroup();
        assertThat(group.getToggles()).hasSize(2);

        fx(() -> {
            find("#gpus-plans", Node.class).lookupAll(".plan-remove").stream()
                    .filter(node -> node instanceof Button)
                    .map(Button.class::cast)
                    .toList()
                    .getLast()
                    .fire();
            return group;
        });

        assertThat(rowNames()).extracting(ToggleButton::getText).containsExactly("eight");
        assertThat(group.getToggles()).hasSize(1);
    }

    private List<ToggleButton> rowNames() throws Exception {
        return fx(() -> find("#gpus-plans", Node.class).lookupAll(".plan-name").stream()
                .filter(node -> node instanceof ToggleButton)
                .map(ToggleButton.class::cast)
                .toList());
    }

    @Test
    void dragsASeam() throws Exception {
        planEight();
        fx(() -> {
            find("#seam-0", Node.class).requestFocus();
            return true;
        });
        press(KeyCode.HOME);
        assertThat(segments()).contains("CPU: 0");
        robot.drag("#seam-0").moveBy(200, 0).drop();
        eventually(() -> assertThat(segments()).noneMatch(text -> text.equals("CPU: 0") || text.equals("CPU: 9")));
    }

    @Test
    void plansForAnObjectiveAndRemembersIt() throws Exception {
        planEight();
        robot.clickOn("#objective-FEWEST_CARDS");
        eventually(() -> assertThat(
                        find("#objective-FEWEST_CARDS", RadioButton.class).isSelected())
                .isTrue());
        eventually(() -> assertThat(segments()).contains("0: 9"));
        robot.clickOn("#plan-apply");
        ModelEntry eight = studio.library().models().stream()
                .filter(entry -> entry.name().equals("eight"))
                .findFirst()
                .orElseThrow();
        assertThat(studio.sessions().rememberedSettings(eight.ref()).devices())
                .isInstanceOfSatisfying(
                        DeviceChoice.Automatic.class,
                        choice -> assertThat(choice.wishes().objective()).isEqualTo(Objective.FEWEST_CARDS));
    }

    @Test
    void leavesExpertsInMemoryByKeysAndRemembersIt() throws Exception {
        ModelEntry mixture = mixture();
        plan("mixture");
        eventually(() ->
                assertThat(find("#plan-experts-value", Labeled.class).getText()).isEqualTo("0 of 8 layers · 0 MiB"));
        List<String> before = textsIn("#plan-detail");
        fx(() -> {
            find("#plan-experts-slider", Node.class).requestFocus();
            return true;
        });

        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        press(KeyCode.LEFT);

        assertThat(find("#plan-experts-value", Labeled.class).getText())
                .startsWith("2 of 8 layers · ")
                .doesNotEndWith(" 0 MiB");
        assertThat(textsIn("#plan-detail")).as("priced at once").isNotEqualTo(before);
        robot.clickOn("#plan-apply");
        assertThat(studio.sessions().rememberedSettings(mixture.ref()).devices())
                .isInstanceOfSatisfying(
                        DeviceChoice.Planned.class,
                        choice -> assertThat(choice.plan().hostTensors())
                                .hasValueSatisfying(tensors -> assertThat(LayerPlan.expertLayers(tensors))
                                        .containsExactlyInAnyOrder(0, 1)));
    }

    @Test
    void offersNothingForExpertsOfAModelWithoutThem() throws Exception {
        planEight();

        assertThat(find("#plan-experts", Node.class).isVisible()).isFalse();
    }

    @Test
    void asksInTheLoadDialogOfAMixtureWhetherExpertsMayStayInMemory() throws Exception {
        ModelEntry mixture = mixture();
        run("picker");
        type("mixture");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().current()).contains(mixture.ref()));
        run("options");
        eventually(() -> assertThat(isShown("#load-experts")).isTrue());
        assertThat(find("#load-experts", CheckBox.class).isSelected()).isTrue();

        robot.clickOn("#load-experts");
        robot.clickOn("#load-load");

        eventually(() -> assertThat(
                        studio.sessions().rememberedSettings(mixture.ref()).devices())
                .isInstanceOfSatisfying(
                        DeviceChoice.Automatic.class,
                        choice -> assertThat(choice.wishes().expertsToHost()).isFalse()));
    }

    @Test
    void comparesWhatALoadedModelTookWithItsPlan() throws Exception {
        ModelEntry eight = eightLayers();
        DevicePlan plan = new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 9)));
        studio.sessions()
                .loadsBy(
                        new ModelSession.ChosenPlan(plan, "As planned.", Optional.empty()),
                        List.of(new LoadedModel.MemoryUse("Vulkan0", 20 * GIB, 0, 0)),
                        List.of());
        studio.sessions().ensureLoaded(eight.ref()).result().join();
        run("go.gpus");
        eventually(() -> assertThat(textsIn("#gpus-plans")).contains("eight", "20.0 GiB"));
        eventually(() -> assertThat(textsIn("#plan-detail")).contains("not as planned"));
        eventually(() -> assertThat(textsIn("#gpu-card-0")).contains("20.0 / 24.0 GiB"));
    }

    @Test
    void plansWhenThePaneIsOpenedAgainWhatWaitedForDevicesBefore() throws Exception {
        load(eightLayers(), "Vulkan0");
        CountDownLatch held = studio.sessions().holdDevices();
        run("go.gpus");
        eventually(() -> assertThat(segments()).contains("eight", "Planning…"));
        run("go.models");
        held.countDown();
        eventually(() -> assertThat(studio.jobs().running()).isEmpty());
        WaitForAsyncUtils.waitForFxEvents();

        run("go.gpus");

        eventually(() -> assertThat(segments()).contains("0: 9"));
    }

    @Test
    void showsTheNewPlanOfAModelThatWasLoadedAgainWhileThePaneWasClosed() throws Exception {
        ModelEntry eight = eightLayers();
        load(eight, "Vulkan0");
        run("go.gpus");
        eventually(() -> assertThat(segments()).contains("0: 9", "1: 0"));
        run("go.models");

        load(eight, "Vulkan1");
        run("go.gpus");

        eventually(() -> assertThat(segments()).contains("0: 0", "1: 9"));
    }

    private void load(ModelEntry model, String device) {
        DevicePlan plan = new DevicePlan(List.of(new DevicePlan.Share(device, 9)));
        studio.sessions()
                .loadsBy(new ModelSession.ChosenPlan(plan, "As planned.", Optional.empty()), List.of(), List.of());
        studio.sessions().ensureLoaded(model.ref()).result().join();
    }

    @Test
    void plansLiveInTheLoadDialog() throws Exception {
        ModelEntry eight = eightLayers();
        run("picker");
        type("eight");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().current()).contains(eight.ref()));
        run("options");
        eventually(() -> assertThat(textsIn("#load-plan")).contains("Vulkan0  RTX 3090", "fits"));
        List<String> before = textsIn("#load-plan");
        robot.clickOn("#load-context");
        type("2048");
        robot.clickOn("#load-parallel");
        press(KeyCode.UP);
        press(KeyCode.UP);
        eventually(() -> assertThat(textsIn("#load-plan")).isNotEqualTo(before).contains("fits"));
    }

    @Test
    void saysWhatIsWrongWithACardAndWhatToDo() throws Exception {
        cards.reads(
                FakeDeviceSource.busy(24 * GIB, 5 * GIB, 99, 71, 290), GpuReading.absent(DeviceState.RESET_REQUIRED));
        run("go.gpus");
        eventually(() -> assertThat(visibleTexts("#gpu-card-1")).anyMatch(text -> text.startsWith("Failure: ")));
    }

    @Test
    void showsASmallBarForEachCardThatOpensThePane() {
        eventually(() -> assertThat(textsIn("#status-device-0")).contains("5.0/24.0 GiB"));
        robot.clickOn("#status-device-1");
        assertThat(isShown("#gpus-pane")).isTrue();
    }

    @Test
    void looksAtTheCardsLessWhenThePaneIsClosed() throws Exception {
        eventually(() -> assertThat(isShown("#status-device-0")).isTrue());
        run("go.gpus");
        long open = betweenReadings(4).getMin();
        run("go.models");
        double closed = betweenReadings(3).getAverage();
        assertThat(closed).isGreaterThan(open + 250e6);
    }

    /** The nanoseconds between readings that begin now; the first belongs to what was before. */
    private LongSummaryStatistics betweenReadings(int count) {
        int before = cards.readNanos().size() + 1;
        eventually(() -> assertThat(cards.readNanos()).hasSizeGreaterThan(before + count));
        List<Long> times = cards.readNanos();
        return IntStream.range(before, times.size() - 1)
                .mapToLong(i -> times.get(i + 1) - times.get(i))
                .summaryStatistics();
    }

    @Test
    void saysWhatWasGivenUpToLoadAModel() throws Exception {
        ModelEntry entry = FakeModels.added("qwen", 1_000_000);
        studio.library().add(entry);
        studio.sessions()
                .loadsBy(
                        new ModelSession.ChosenPlan(DevicePlan.CPU, "On the CPU.", Optional.empty()),
                        List.of(),
                        List.of("The context is 2048 tokens instead of 4096."));
        run("picker");
        type("qwen");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(window.notices().open())
                .anyMatch(notice -> notice.sentence().contains("The context is 2048 tokens instead of 4096.")));
    }

    private List<String> segments() {
        return textsIn("#gpus-plans");
    }

    private List<String> visibleTexts(String selector) {
        Node parent = find(selector, Node.class);
        return robot
                .from(parent)
                .lookup((Node node) -> node instanceof Labeled && isVisible(node))
                .queryAllAs(Labeled.class)
                .stream()
                .map(Labeled::getText)
                .toList();
    }

    private static boolean isVisible(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
