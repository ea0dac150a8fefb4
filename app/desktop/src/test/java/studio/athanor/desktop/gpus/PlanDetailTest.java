package studio.athanor.desktop.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.desktop.testkit.FakeStudio;
import studio.athanor.gpumonitor.placement.Objective;

@SuppressWarnings("NullAway.Init") // set before each test
class PlanDetailTest {

    @TempDir
    private Path home;

    private FakeStudio studio;
    private BoardModel board;
    private PlansModel plans;
    private PlanDetail detail;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        studio = new FakeStudio(home);
        fx(() -> {
            UiScheduler scheduler = new UiScheduler(failure -> {});
            board = new BoardModel(studio, scheduler);
            plans = new PlansModel(studio, scheduler, board, (model, settings) -> {});
            detail = new PlanDetail(plans, id -> id);
            return detail;
        });
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            plans.close();
            board.close();
            return plans;
        });
        studio.close();
    }

    @Test
    void leavesNothingOfAnotherModelStandingWhileAModelIsPlanned() throws Exception {
        Path file = SyntheticPlans.seventyBillion(Files.createDirectories(home.resolve("models")));
        PlannedLoad load = SyntheticPlans.onProcessor(file, SyntheticPlans.cards(24, 12));
        PlanRow planned = new PlanRow(FakeModels.at(file));
        PlanRow planning = new PlanRow(FakeModels.added("another", 1_000));
        fx(() -> {
            planned.show(
                    planned.change(), new PlanState.Planned(load, LayerSplit.of(load), Objective.FASTEST_ANSWER, true));
            plans.rows().addAll(List.of(planned, planning));
            plans.selected().set(planned);
            return planned;
        });
        assertThat(verdict()).isNotEqualTo("Planning…");
        assertThat(fx(() -> detail.lookup(".plan-bars").isVisible())).isTrue();

        fx(() -> {
            plans.selected().set(planning);
            return planning;
        });
        assertThat(verdict()).isEqualTo("Planning…");
        assertThat(fx(() -> detail.lookup(".plan-bars").isVisible())).isFalse();
        assertThat(fx(() -> detail.lookup("#plan-why").isVisible())).isFalse();

        fx(() -> {
            plans.selected().set(planned);
            return planned;
        });
        assertThat(verdict()).isNotEqualTo("Planning…");
        assertThat(fx(() -> detail.lookup(".plan-bars").isVisible())).isTrue();
    }

    private String verdict() throws Exception {
        return fx(() -> ((Label) detail.lookup("#plan-verdict")).getText());
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(20, TimeUnit.SECONDS);
    }
}
