package studio.athanor.desktop.gpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.desktop.testkit.FakeStudio;
import studio.athanor.desktop.theme.Theme;

/**
 * Moves a seam of a model of 80 layers on four cards, layer by layer, and reports how long it takes until the new price is
 * in the nodes, until they are laid out, and until the whole pane is painted, by software. Run by hand, with the memory options of
 * {@code installer/launch/window.options}: the collector of a plain Java pauses longer than a frame.
 */
final class SeamDragBenchmark {

    private static final int WARM_UP = 300;
    private static final int MOVES = 600;

    private SeamDragBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "seams");
        Path file = SyntheticPlans.seventyBillion(folder);
        FakeStudio studio = new FakeStudio(folder.resolve("home"));
        studio.sessions().devicesAre(SyntheticPlans.cards(24, 24, 12, 12));
        ModelEntry entry = FakeModels.at(file, Files.size(file));
        studio.library().add(entry);
        Platform.startup(() -> {});
        UiScheduler scheduler = new UiScheduler(failure -> failure.printStackTrace(System.err));
        BoardModel board = fx(() -> new BoardModel(studio, scheduler));
        PlansModel plans = fx(() -> new PlansModel(studio, scheduler, board, (model, settings) -> {}));
        Scene scene = fx(() -> {
            Scene made = new Scene(new GpusView(board, plans, new Notices(scheduler)), 1280, 800);
            new Theme().install(made);
            Stage stage = new Stage();
            stage.setScene(made);
            stage.show();
            board.watch();
            plans.setOpen(true);
            return made;
        });
        Thread.sleep(2_000);
        fx(() -> {
            plans.add(entry);
            return entry;
        });
        Thread.sleep(3_000);
        PlanRow row = fx(() -> plans.rows().getFirst());
        System.out.println("layers: " + fx(() -> row.planned().orElseThrow().split()));
        WritableImage image = fx(() -> new WritableImage(1280, 800));
        fx(() -> move(row, scene, image, new double[4][WARM_UP]));
        double[][] millis = fx(() -> move(row, scene, image, new double[4][MOVES]));
        report("priced, nodes changed", millis[0]);
        report("styles and layout", millis[1]);
        report("painted (whole scene, software)", millis[2]);
        report("all together", millis[3]);
        System.exit(0);
    }

    private static double[][] move(PlanRow row, Scene scene, WritableImage image, double[][] millis) {
        int moves = millis[0].length;
        for (int i = 0; i < moves; i++) {
            int place = Math.abs(i % 160 - 80);
            long start = System.nanoTime();
            row.moveSeam(i / 160 % 4, place);
            long priced = System.nanoTime();
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            long laidOut = System.nanoTime();
            scene.snapshot(image);
            long painted = System.nanoTime();
            millis[0][i] = (priced - start) / 1e6;
            millis[1][i] = (laidOut - priced) / 1e6;
            millis[2][i] = (painted - laidOut) / 1e6;
            millis[3][i] = (painted - start) / 1e6;
        }
        return millis;
    }

    private static void report(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ENGLISH,
                "%-34s median %.2f ms, 95 %% %.2f ms, 99 %% %.2f ms, most %.2f ms%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }
}
