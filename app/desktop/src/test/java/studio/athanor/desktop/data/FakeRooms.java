package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RecipeChecker;
import studio.athanor.data.recipe.RecipeFile;
import studio.athanor.data.recipe.RecipeHash;
import studio.athanor.data.recipe.RecipeSource;
import studio.athanor.data.report.Report;
import studio.athanor.data.row.Row;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.run.RunStore;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Subscription;

/** Recipes are read for real; rows are made up without a model. */
final class FakeRooms implements DataRooms {

    private final Map<Path, FakeStore> stores = new ConcurrentHashMap<>();
    private final List<PreviewWish> previews = new CopyOnWriteArrayList<>();
    private final List<ExportWish> exports = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch held = new CountDownLatch(0);

    /** Lets previews and runs wait in the middle until the latch is counted down. */
    CountDownLatch hold() {
        held = new CountDownLatch(1);
        return held;
    }

    List<PreviewWish> previews() {
        return previews;
    }

    List<ExportWish> exports() {
        return exports;
    }

    void put(FakeStore store) {
        stores.put(store.folder(), store);
    }

    @Override
    public Reading read(String source, String fileName) {
        RecipeFile.Parsed parsed = RecipeFile.parse(source, fileName);
        return new Reading(parsed.recipe(), parsed.problems());
    }

    @Override
    public Reading check(String source, String fileName, Path folder) {
        RecipeFile.Parsed parsed = RecipeFile.parse(source, fileName);
        return new Reading(parsed.recipe(), RecipeChecker.check(parsed, folder));
    }

    @Override
    public String meaning(Recipe recipe) {
        return RecipeHash.of(recipe);
    }

    @Override
    public String write(Recipe recipe) {
        return RecipeFile.toYaml(recipe);
    }

    @Override
    public String rewrite(String source, String fileName, Recipe after) {
        return RecipeSource.of(source, fileName).with(after).text();
    }

    @Override
    public void preview(PreviewWish wish, Consumer<PreviewRow> each) throws InterruptedException {
        previews.add(wish);
        for (int i = 0; i < wish.rows(); i++) {
            if (i == 2 && !held.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let go");
            }
            List<Cell> cells = new ArrayList<>();
            for (var column : wish.recipe().columns()) {
                cells.add(new Cell(
                        i,
                        0,
                        column.name(),
                        new JsonPrimitive(column.name() + " " + i),
                        "[]",
                        "said",
                        "writer",
                        i,
                        "",
                        10,
                        5,
                        3,
                        8));
            }
            each.accept(new PreviewRow(i, cells, Optional.empty()));
        }
    }

    @Override
    public LiveRun create(RunWish wish) {
        FakeStore store = new FakeStore(wish.folder(), wish.recipe(), 0);
        put(store);
        return new Live(store, wish.rows());
    }

    @Override
    public LiveRun resume(Path folder, Map<String, ModelRef> models) {
        FakeStore store = stores.get(folder);
        if (store == null) {
            throw new AssertionError("no run " + folder);
        }
        return new Live(store, 100);
    }

    @Override
    public RunStore open(Path folder) throws DataException {
        FakeStore store = find(folder);
        store.opened().incrementAndGet();
        return store;
    }

    private FakeStore find(Path folder) throws DataException {
        FakeStore store = stores.get(folder);
        if (store == null) {
            throw new DataException.FileFailed("There is no run " + folder + ".", "Choose another.", null);
        }
        return store;
    }

    @Override
    public Hands hands(Path folder) throws DataException {
        return new ByHand(find(folder));
    }

    @Override
    public Report report(RunStore store, JobContext job) throws Exception {
        return Report.of(store).run(job);
    }

    @Override
    public List<Path> export(RunStore store, ExportWish wish, JobContext job) {
        exports.add(wish);
        return List.of(wish.folder());
    }

    private static class ByHand implements Hands {
        final FakeStore store;

        ByHand(FakeStore store) {
            this.store = store;
        }

        @Override
        public Cell makeAgain(long row, String column) {
            return store.cells(row).stream()
                    .filter(cell -> cell.column().equals(column))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void edit(long row, String column, JsonElement value) {
            RunRow before = store.row(row).orElseThrow();
            SequencedMap<String, JsonElement> values =
                    new LinkedHashMap<>(before.row().values());
            values.put(column, value);
            store.change(new RunRow(row, 0, before.state(), new Row(values), before.rejection(), true));
        }

        @Override
        public void setState(long row, RowState state) {
            RunRow before = store.row(row).orElseThrow();
            store.change(new RunRow(row, 0, state, before.row(), before.rejection(), before.edited()));
        }

        @Override
        public void close() {}
    }

    private final class Live extends ByHand implements LiveRun {
        private final long rows;
        private final List<Runnable> observers = new CopyOnWriteArrayList<>();
        private volatile boolean paused;

        Live(FakeStore store, long rows) {
            super(store);
            this.rows = rows;
        }

        @Override
        public void work() throws InterruptedException {
            store.is(RunStatus.RUNNING);
            for (long i = 1; i <= rows && !paused; i++) {
                store.growTo(i);
                observers.forEach(Runnable::run);
                while (i == rows / 2 && !paused && !held.await(10, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            }
            store.is(paused ? RunStatus.PAUSED : RunStatus.COMPLETE);
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void cancel() {
            paused = true;
        }

        @Override
        public Subscription observe(Runnable changed) {
            observers.add(changed);
            return () -> observers.remove(changed);
        }
    }
}
