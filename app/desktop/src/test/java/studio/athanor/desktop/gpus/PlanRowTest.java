package studio.athanor.desktop.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.placement.Placement.Verdict;

class PlanRowTest {

    private static final long GIB = 1L << 30;

    @TempDir
    static Path folder;

    private PlanRow row = new PlanRow(FakeModels.starter());

    @BeforeEach
    void planSeventyBillion() throws Exception {
        Path file = SyntheticPlans.seventyBillion(folder);
        row = new PlanRow(FakeModels.at(file));
        show(SyntheticPlans.onProcessor(file, SyntheticPlans.cards(24, 12, 80)));
    }

    private void show(PlannedLoad load) {
        row.show(row.change(), new PlanState.Planned(load, LayerSplit.of(load), Objective.FASTEST_ANSWER, true));
    }

    private PlanState.Planned now() {
        return row.planned().orElseThrow();
    }

    private Verdict verdict() {
        return now().load().placement().verdict();
    }

    @Test
    void beginsOnTheProcessorWithEveryDeviceAtHand() {
        assertThat(now().split())
                .isEqualTo(new LayerSplit(List.of("CPU", "Vulkan0", "Vulkan1", "Vulkan2"), List.of(81, 0, 0, 0)));
    }

    @Test
    void pricesEachMoveOfASeam() {
        double before = now().load().placement().secondsPerToken();
        row.moveSeam(0, 61);
        assertThat(now().split().layers()).containsExactly(61, 20, 0, 0);
        assertThat(now().load().placement().stage("Vulkan0").orElseThrow().layers())
                .isEqualTo(20);
        assertThat(now().load().placement().secondsPerToken()).isLessThan(before);
        assertThat(now().automatic()).isFalse();
    }

    @Test
    void saysWhatFitsAndWhatDoesNot() {
        row.moveSeam(0, 61);
        assertThat(verdict()).isEqualTo(Verdict.FITS);
        row.moveSeam(0, 0);
        assertThat(now().split().layers()).containsExactly(0, 81, 0, 0);
        assertThat(verdict()).isEqualTo(Verdict.DOES_NOT_FIT);
        assertThat(row.fits()).isFalse();
        row.moveSeam(2, 0);
        assertThat(now().split().layers()).containsExactly(0, 0, 0, 81);
        assertThat(row.fits()).isTrue();
    }

    @Test
    void returnsWhatADragPushedWhenItGoesBack() {
        row.moveSeam(0, 40);
        row.moveSeam(1, 60);
        LayerSplit from = now().split();
        assertThat(from.layers()).containsExactly(40, 20, 21, 0);
        row.moveSeam(from, 0, 75);
        assertThat(now().split().layers()).containsExactly(75, 0, 6, 0);
        row.moveSeam(from, 0, 45);
        assertThat(now().split().layers()).containsExactly(45, 15, 21, 0);
    }

    @Test
    void takesNoLateAnswerForANewerPlan() throws Exception {
        int asked = row.change();
        PlannedLoad late = now().load();
        row.moveSeam(0, 40);
        row.show(asked, new PlanState.Planned(late, LayerSplit.of(late), Objective.FASTEST_ANSWER, true));
        assertThat(now().split().layers()).containsExactly(40, 41, 0, 0);
    }

    @Test
    void comparesWhatWasTakenOnlyWithThePlanThatItWasLoadedBy() {
        row.moveSeam(0, 61);
        row.loadedBy(now().load().devicePlan(), Map.of("Vulkan0", GIB));
        assertThat(row.comparable()).containsEntry("Vulkan0", GIB);
        row.moveSeam(0, 60);
        assertThat(row.comparable()).isEmpty();
        assertThat(row.loaded().get()).isTrue();
    }

    @Test
    void marksWhatDiffersByMoreThanATwentiethAndAQuarterOfAGibibyte() {
        row.moveSeam(0, 61);
        List<PlannedPart> planned = PlannedPart.of(now().load(), Map.of());
        Map<String, Long> actual = new HashMap<>();
        planned.forEach(part -> actual.put(part.deviceId(), part.bufferBytes()));
        assertThat(PlannedPart.of(now().load(), actual)).noneMatch(PlannedPart::differs);

        long card = actual.getOrDefault("Vulkan0", 0L);
        actual.put("Vulkan0", card + card / 25);
        assertThat(PlannedPart.of(now().load(), actual)).noneMatch(PlannedPart::differs);
        actual.put("Vulkan0", card + card / 10);
        assertThat(PlannedPart.of(now().load(), actual))
                .filteredOn(PlannedPart::differs)
                .extracting(PlannedPart::deviceId)
                .containsExactly("Vulkan0");
        actual.put("Vulkan0", card);
        actual.put("Vulkan1", 255L << 20);
        assertThat(PlannedPart.of(now().load(), actual)).noneMatch(PlannedPart::differs);
        actual.put("Vulkan1", 257L << 20);
        assertThat(PlannedPart.of(now().load(), actual)).anyMatch(PlannedPart::differs);
    }

    @Test
    void keepsTheExpertsOfTheFirstLayersInHostMemoryAndPricesThat() throws Exception {
        assertThat(CardExperts.of(now().load()).isEmpty()).as("no mixture").isTrue();
        Path file = SyntheticPlans.mixture(folder);
        row = new PlanRow(FakeModels.at(file));
        show(SyntheticPlans.onProcessor(file, SyntheticPlans.cards(24)));
        assertThat(CardExperts.of(now().load()).isEmpty()).as("none on a card").isTrue();
        row.moveSeam(0, 2);
        PlannedLoad allOnTheCard = now().load();
        assertThat(CardExperts.of(allOnTheCard).layers()).hasSize(14).startsWith(2);

        row.keepExperts(5);

        PlannedLoad kept = now().load();
        CardExperts experts = CardExperts.of(kept);
        assertThat(kept.placement().plan().expertsOnHost()).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
        assertThat(kept.devicePlan().hostTensors())
                .hasValueSatisfying(tensors -> assertThat(tensors).contains("2|3|4|5|6"));
        assertThat(experts.hostBytes()).isPositive();
        assertThat(bytes(allOnTheCard) - bytes(kept))
                .as("no less leaves the card")
                .isGreaterThanOrEqualTo(experts.hostBytes());
        assertThat(kept.placement().secondsPerToken())
                .isGreaterThan(allOnTheCard.placement().secondsPerToken());
        assertThat(now().automatic()).isFalse();

        row.moveSeam(0, 4);
        assertThat(now().load().placement().plan().expertsOnHost())
                .as("those of layers that leave the card go with them")
                .containsExactlyInAnyOrder(4, 5, 6);
        row.keepExperts(0);
        assertThat(now().load().devicePlan().hostTensors()).isEmpty();
    }

    private static long bytes(PlannedLoad load) {
        return load.placement().stage("Vulkan0").orElseThrow().weightBytes();
    }

    @Test
    void findsTheBestPlanOfAnObjective() throws Exception {
        PlannedLoad fewest = Planning.automatic(now().load(), Objective.FEWEST_CARDS);
        assertThat(fewest.devicePlan().shares()).hasSize(1);
        assertThat(fewest.devicePlan().shares().getFirst().deviceId()).isEqualTo("Vulkan2");
        assertThat(Planning.byHand(now().load(), fewest.devicePlan())
                        .placement()
                        .stages())
                .isEqualTo(fewest.placement().stages());
    }
}
