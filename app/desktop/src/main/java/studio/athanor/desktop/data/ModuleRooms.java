package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.export.Export;
import studio.athanor.data.export.ExportFormat;
import studio.athanor.data.export.ExportOptions;
import studio.athanor.data.export.Split;
import studio.athanor.data.recipe.ColumnOrder;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RecipeChecker;
import studio.athanor.data.recipe.RecipeFile;
import studio.athanor.data.recipe.RecipeHash;
import studio.athanor.data.recipe.RecipeSource;
import studio.athanor.data.report.Report;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.Preview;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.Run;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunRooms;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunSettings;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;
import studio.athanor.data.work.GivenModels;
import studio.athanor.data.work.RunLog;
import studio.athanor.data.work.Workbench;
import studio.athanor.engines.spi.job.JobContext;

/** The datasets' module itself. */
final class ModuleRooms implements DataRooms {

    private final Studio studio;

    ModuleRooms(Studio studio) {
        this.studio = studio;
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
    public void preview(PreviewWish wish, Consumer<PreviewRow> each) throws Exception {
        Recipe recipe = wish.recipe();
        RunOrder order = order(recipe, write(recipe), wish.folder(), recipe.rows());
        GivenModels models = GivenModels.load(studio, recipe, wish.models());
        PreviewWatcher watcher = new PreviewWatcher(each);
        Path chunks = Files.createTempDirectory("athanor-preview");
        try (Workbench bench = Workbench.open(studio, order, models, chunks);
                Preview preview = Preview.start(order, bench.parts(), wish.rows(), watcher)) {
            preview.await();
        } finally {
            delete(chunks);
        }
        if (watcher.reason.isPresent()) {
            throw new DataException.RunStopped(watcher.reason.get(), "", null);
        }
    }

    private static RunOrder order(Recipe recipe, String source, Path folder, long rows) throws DataException {
        return new RunOrder(recipe, RecipeHash.of(recipe), ColumnOrder.of(recipe), source, folder, Math.max(1, rows));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public LiveRun create(RunWish wish) throws Exception {
        RunOrder order = order(wish.recipe(), wish.source(), wish.recipeFolder(), wish.rows());
        GivenModels models = GivenModels.load(studio, wish.recipe(), wish.models());
        Workbench bench = Workbench.open(studio, order, models, chunks(wish.folder()));
        ModuleRun run = live(
                wish.folder(), bench, () -> Run.create(wish.folder(), order, bench.parts(), RunSettings.defaults()));
        run.log()
                .add("Begun: " + order.rows() + " rows of " + order.recipe().name() + ", recipe hash "
                        + order.recipeHash());
        tellModels(run.log(), models);
        return run;
    }

    @Override
    public LiveRun resume(Path folder, Map<String, ModelRef> given) throws Exception {
        return live(folder, given);
    }

    private ModuleRun live(Path folder, Map<String, ModelRef> given) throws Exception {
        RunOrder order = RunOrder.ofRun(folder);
        GivenModels models = GivenModels.load(studio, order.recipe(), given);
        Workbench bench = Workbench.open(studio, order, models, chunks(folder));
        ModuleRun run = live(folder, bench, () -> Run.resume(folder, order, bench.parts(), RunSettings.defaults()));
        tellModels(run.log(), models);
        return run;
    }

    private static Path chunks(Path folder) {
        return folder.resolve("documents");
    }

    private static void tellModels(RunLog log, GivenModels models) {
        for (SlotModel model : models.models()) {
            log.add("Model of the slot " + model.slot() + ": " + model.file() + ", " + model.quantisation()
                    + ", SHA-256 " + model.sha256() + ", " + model.engineBuild());
        }
    }

    private static ModuleRun live(Path folder, Workbench bench, Opening opening) throws DataException {
        try {
            return new ModuleRun(opening.open(), new RunLog(folder, InstantSource.system()), bench::close);
        } catch (DataException | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    @Override
    public RunStore open(Path folder) throws DataException {
        return RunStore.open(folder);
    }

    /** Models are only loaded where a cell is made again. */
    @Override
    public Hands hands(Path folder) {
        return new Hands() {
            @Override
            public Cell makeAgain(long row, String column) throws Exception {
                try (ModuleRun run = live(folder, modelsOf(folder))) {
                    return run.makeAgain(row, column);
                }
            }

            @Override
            public void edit(long row, String column, JsonElement value) throws DataException {
                try (ModuleRun run = byHand(folder)) {
                    run.edit(row, column, value);
                }
            }

            @Override
            public void setState(long row, RowState state) throws DataException {
                try (ModuleRun run = byHand(folder)) {
                    run.setState(row, state);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static ModuleRun byHand(Path folder) throws DataException {
        try (RunStore store = RunStore.open(folder)) {
            Run run = Run.resume(folder, RunOrder.ofRun(folder), RunRooms.byHand(store), RunSettings.defaults());
            return new ModuleRun(run, new RunLog(folder, InstantSource.system()), () -> {});
        }
    }

    private Map<String, ModelRef> modelsOf(Path folder) throws DataException {
        try (RunStore store = open(folder)) {
            Map<String, ModelRef> found = new LinkedHashMap<>();
            for (SlotModel given : store.models()) {
                studio.library().models().stream()
                        .filter(entry -> entry.file().equals(Path.of(given.file())))
                        .map(ModelEntry::ref)
                        .findFirst()
                        .ifPresent(ref -> found.put(given.slot(), ref));
            }
            return found;
        }
    }

    @Override
    public Report report(RunStore store, JobContext job) throws Exception {
        return Report.of(store).run(job);
    }

    @Override
    public List<Path> export(RunStore store, ExportWish wish, JobContext job) throws Exception {
        ExportFormat format = ExportFormat.valueOf(wish.format().name());
        List<Split> splits = wish.splits().entrySet().stream()
                .map(each -> new Split(each.getKey(), each.getValue()))
                .toList();
        boolean oneFile = splits.size() == 1 && format != ExportFormat.HUGGING_FACE;
        Path target = oneFile ? wish.folder().resolve(store.recipe().name() + "." + format.ending()) : wish.folder();
        makeFolder(target.toAbsolutePath().getParent());
        ExportOptions options = new ExportOptions(
                format, wish.shape(), splits, wish.provenance(), RowFilter.ACCEPTED, target, wish.replace(), false);
        return Export.of(store, options).run(job).files();
    }

    private static void makeFolder(@Nullable Path folder) throws DataException {
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    "The folder " + folder + " cannot be made: " + e.getMessage() + ".", "Choose another folder.", e);
        }
    }

    private interface Opening {
        Run open() throws DataException;
    }

    /** Hands rows on, and keeps why they ended. */
    private static final class PreviewWatcher implements Preview.Watcher {
        private final Consumer<PreviewRow> each;
        private volatile Optional<String> reason = Optional.empty();

        PreviewWatcher(Consumer<PreviewRow> each) {
            this.each = each;
        }

        @Override
        public void made(Cell cell) {
            // its row may yet be tried again
        }

        @Override
        public void settled(RunRow row, List<Cell> cells) {
            Optional<Rejection> rejection = row.rejection().filter(why -> row.state() == RowState.REJECTED);
            each.accept(new PreviewRow((int) row.number(), cells, rejection));
        }

        @Override
        public void ended(Optional<String> why) {
            reason = why;
        }
    }
}
