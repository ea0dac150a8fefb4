package studio.athanor.desktop.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableView;
import studio.athanor.desktop.testkit.FakeStudio;
import studio.athanor.desktop.testkit.FxPauses;

/**
 * Opens a run of very many rows in the pane and scrolls through it, row by row, page by page, and all over it, and reports how
 * long it takes until the first rows stand there and the time between frames. Run by hand: arguments are the number of rows,
 * and the folder of a real run; without one, rows are made up and a page takes a millisecond, as from a database.
 */
final class RowsTableBenchmark {

    private static final long PAGE_NANOS = 1_000_000;
    private static final long POLL_MILLIS = 5;

    private RowsTableBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        Path home = Files.createTempDirectory(Path.of("target"), "rows");
        FakeStudio studio = new FakeStudio(home);
        DataRooms rooms;
        Path folder;
        if (arguments.length > 1) {
            rooms = new ModuleRooms(studio);
            folder = Path.of(arguments[1]).toAbsolutePath();
        } else {
            FakeRooms made = new FakeRooms();
            folder = home.resolve("runs").resolve("made-up");
            made.put(new FakeStore(folder, SampleRecipes.wide(), rows).slow(PAGE_NANOS));
            rooms = made;
        }
        Platform.startup(() -> {});
        DataWindow window = fx(() -> new DataWindow(studio, rooms, 1280, 800));
        Thread.sleep(2_000);
        FxPauses pauses = fx(FxPauses::new);
        for (int i = 0; i < 3; i++) {
            open(window, folder, i);
        }
        TableView<?> table = (TableView<?>) fx(() -> window.find("#rows-table"));
        System.out.println("rows: " + fx(() -> table.getItems().size()));
        scroll("warm-up", table, pauses, bar -> bar.increment());
        scroll("row by row", table, pauses, bar -> bar.increment());
        scroll("page by page", table, pauses, bar -> bar.setValue((bar.getValue() + 30.0 / rows) % 1));
        scroll("all over", table, pauses, bar -> bar.setValue((bar.getValue() + 0.618_033_988) % 1));
        System.gc();
        System.out.println("nodes of cells: "
                + fx(() -> table.lookupAll(".table-cell").size()) + ", heap "
                + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000 + " MB");
        pauses.close();
        System.exit(0);
    }

    private static void open(DataWindow window, Path folder, int time) throws Exception {
        fx(() -> {
            window.model().back();
            return window;
        });
        Thread.sleep(1_000);
        long before = System.nanoTime();
        fx(() -> {
            window.model().openRun(folder);
            return window;
        });
        while (!fx(() -> showsRows(window))) {
            Thread.sleep(POLL_MILLIS);
        }
        System.out.printf(
                Locale.ENGLISH,
                "open, %d. time: %.0f ms until rows are laid out%n",
                time + 1,
                (System.nanoTime() - before) / 1e6);
    }

    private static boolean showsRows(DataWindow window) {
        Node table = window.stage().getScene().lookup("#rows-table");
        if (table == null) {
            return false;
        }
        Set<Node> cells = table.lookupAll(".table-cell");
        return cells.stream()
                .anyMatch(cell -> cell instanceof javafx.scene.control.Labeled labeled
                        && labeled.getText() != null
                        && labeled.getText().length() > 3
                        && cell.getLayoutBounds().getWidth() > 0);
    }

    /** Moves the table. */
    private interface Step {
        void move(ScrollBar bar);
    }

    private static void scroll(String name, TableView<?> table, FxPauses pauses, Step step) throws Exception {
        ScrollBar bar = fx(() -> table.lookupAll(".scroll-bar").stream()
                .map(ScrollBar.class::cast)
                .filter(each -> each.getOrientation() == Orientation.VERTICAL)
                .findFirst()
                .orElseThrow());
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long now) {
                step.move(bar);
            }
        };
        fx(() -> {
            pauses.reset();
            timer.start();
            return bar;
        });
        Thread.sleep(8_000);
        System.out.println(name + ": "
                + fx(() -> {
                    timer.stop();
                    return pauses.summary();
                }));
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
