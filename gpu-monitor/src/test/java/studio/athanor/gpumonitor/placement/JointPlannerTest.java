package studio.athanor.gpumonitor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static studio.athanor.gpumonitor.placement.Cards.card;
import static studio.athanor.gpumonitor.placement.Cards.dense;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.placement.JointPlanner.Wanted;

class JointPlannerTest {

    private static final int MANY = 100_000;

    @Test
    void givesEachModelACardWhereBothWouldLikeTheSame() throws Exception {
        PlacementRequest template = Cards.request(dense(20, 16), card("CUDA0", 24, 900), card("CUDA1", 24, 600));

        JointPlanner.Joint joint =
                JointPlanner.plan(List.of(new Wanted(dense(20, 16), 1), new Wanted(dense(20, 18), 2)), template);

        assertThat(joint.proven()).isTrue();
        assertThat(joint.placements().get(0).plan().shares().getFirst().deviceId())
                .isEqualTo("CUDA1");
        assertThat(joint.placements().get(1).plan().shares().getFirst().deviceId())
                .isEqualTo("CUDA0");
        assertThat(joint.placements())
                .allSatisfy(placement -> assertThat(placement.verdict()).isEqualTo(Placement.Verdict.FITS));
    }

    @Test
    void refusesModelsThatOnlyFitAlone() {
        PlacementRequest template =
                Cards.request(dense(20, 16), card("CUDA0", 24, 900)).withHost(Cards.HOST.withComputes(false));

        assertThatExceptionOfType(PlacementException.NothingFits.class)
                .isThrownBy(() -> JointPlanner.plan(
                        List.of(new Wanted(dense(20, 16), 1), new Wanted(dense(20, 18), 1)), template))
                .withMessageContaining("do not fit together");
    }

    @Test
    void agreesWithTryingEverythingInSmallCases() throws Exception {
        int solved = 0;
        for (long seed = 0; seed < 200; seed++) {
            PlacementRequest template = RandomRequest.of(seed, Objective.FASTEST_ANSWER)
                    .withLayerCounts(Map.of())
                    .withPins(List.of());
            template = template.withDevices(template.devices().stream()
                    .map(d -> d.withPinned(false).withFreeBytes(2 * d.freeBytes()))
                    .toList());
            ModelDemand other =
                    RandomRequest.of(seed + 10_000, Objective.FASTEST_ANSWER).model();
            if (!new PlanList(template, MANY).complete() || !new PlanList(template.withModel(other), MANY).complete()) {
                continue;
            }
            OptionalDouble least = everything(template, other);
            double found;
            try {
                JointPlanner.Joint joint =
                        JointPlanner.plan(List.of(new Wanted(template.model(), 1), new Wanted(other, 1)), template);
                found = joint.placements().stream()
                        .mapToDouble(Placement::secondsPerToken)
                        .sum();
                assertThat(joint.proven()).isTrue();
            } catch (PlacementException _) {
                assertThat(least).as("seed " + seed).isEmpty();
                continue;
            }
            solved++;
            assertThat(found).as("seed " + seed).isCloseTo(least.orElseThrow(), within(1e-9 * found + 1e-12));
        }
        assertThat(solved).isGreaterThan(50);
    }

    /** Every plan of the one model with every plan of the other. */
    private static OptionalDouble everything(PlacementRequest template, ModelDemand other) {
        PlacementRequest second = template.withModel(other);
        List<LayerPlan> ones = new PlanList(template, MANY).plans();
        List<LayerPlan> others = new PlanList(second, MANY).plans();
        double best = Double.POSITIVE_INFINITY;
        for (LayerPlan one : ones) {
            List<Placement.Stage> stages = new Pricing(template).stages(one);
            if (!fit(stages, Map.of())) {
                continue;
            }
            Map<String, Long> used = new HashMap<>();
            stages.forEach(stage -> used.put(stage.deviceId(), stage.bytes()));
            for (LayerPlan two : others) {
                List<Placement.Stage> more = new Pricing(second).stages(two);
                double cost = seconds(stages) + seconds(more);
                if (cost < best && fit(more, used)) {
                    best = cost;
                }
            }
        }
        return best == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(best);
    }

    private static boolean fit(List<Placement.Stage> stages, Map<String, Long> used) {
        return stages.stream()
                .allMatch(stage -> stage.bytes() + used.getOrDefault(stage.deviceId(), 0L) <= stage.limitBytes());
    }

    private static double seconds(List<Placement.Stage> stages) {
        return stages.stream().mapToDouble(Placement.Stage::seconds).sum();
    }
}
