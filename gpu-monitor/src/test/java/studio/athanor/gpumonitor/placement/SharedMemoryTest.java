package studio.athanor.gpumonitor.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.gpumonitor.placement.Cards.GIB;
import static studio.athanor.gpumonitor.placement.Cards.card;
import static studio.athanor.gpumonitor.placement.Cards.dense;
import static studio.athanor.gpumonitor.placement.Cards.request;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.placement.Placement.Verdict;

/** The host of {@link Cards} may fill 60 GiB, and the graphics unit 39 GiB of the same memory. */
class SharedMemoryTest {

    private static final DeviceBudget UNIT = card("Vulkan0", 40, 100).withSharesHost(true);

    @Test
    void plansAsBeforeWhereTheMemorySufficesForBoth() throws Exception {
        Placement shared = Planner.plan(request(dense(50, 50), UNIT));
        Placement apart = Planner.plan(request(dense(50, 50), UNIT.withSharesHost(false)));

        assertThat(shared.plan()).isEqualTo(apart.plan());
        assertThat(shared.proven()).isTrue();
    }

    @Test
    void countsTheMemoryOnceThatTheHostAndAGraphicsUnitShare() throws Exception {
        assertThat(Planner.plan(request(dense(70, 70), UNIT.withSharesHost(false)))
                        .verdict())
                .isEqualTo(Verdict.FITS);

        assertThatThrownBy(() -> Planner.plan(request(dense(70, 70), UNIT)))
                .isInstanceOf(PlacementException.NothingFits.class);
    }

    @Test
    void usesACardThatIsSlowerThanTheSharedMemoryWhereThatIsTooSmall() throws Exception {
        Placement placement = Planner.plan(request(dense(70, 70), UNIT, card("CUDA0", 24, 40)));

        long shared = placement.stage("Vulkan0").map(Placement.Stage::bytes).orElse(0L)
                + placement.stage(HostBudget.ID).orElseThrow().bytes();
        assertThat(shared).isBetween(47 * GIB, 60 * GIB);
        assertThat(placement.verdict()).isEqualTo(Verdict.FITS);
        assertThat(placement.proven()).isFalse();
    }

    @Test
    void saysOfAPlanByHandThatBothTakeTooMuchTogether() throws Exception {
        Placement placement =
                Planner.evaluate(request(dense(70, 70), UNIT), LayerPlan.of(new LayerPlan.Share("Vulkan0", 35)));

        assertThat(placement.stage("Vulkan0").orElseThrow().verdict()).isEqualTo(Verdict.FITS);
        assertThat(placement.stage(HostBudget.ID).orElseThrow().verdict()).isEqualTo(Verdict.DOES_NOT_FIT);
        assertThat(placement.explanation())
                .contains(
                        "The host would need 70.0 GiB with the 35.0 GiB that graphics units take of its memory, but only"
                                + " 64.0 GiB are free.");
    }

    @Test
    void placesModelsTogetherInMemoryThatIsShared() throws Exception {
        List<JointPlanner.Wanted> two =
                List.of(new JointPlanner.Wanted(dense(10, 35), 1), new JointPlanner.Wanted(dense(10, 35), 1));

        assertThat(JointPlanner.plan(two, request(dense(1, 1), UNIT.withSharesHost(false)))
                        .placements())
                .hasSize(2);
        assertThatThrownBy(() -> JointPlanner.plan(two, request(dense(1, 1), UNIT)))
                .isInstanceOf(PlacementException.NothingFits.class);
    }
}
