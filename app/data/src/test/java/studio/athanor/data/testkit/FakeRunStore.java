package studio.athanor.data.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;

/** A run whose rows a function makes when they are asked for, so that there may be any number of them. */
public final class FakeRunStore implements RunStore {

    private final Recipe recipe;
    private final Path folder;
    private final long rows;
    private final LongFunction<RunRow> make;
    private List<SlotModel> models = List.of();
    private LongFunction<List<Cell>> cells = _ -> List.of();
    private RunFigures figures;

    /** Creates a run of so many rows, accepted or not. */
    public FakeRunStore(Recipe recipe, Path folder, long rows, LongFunction<RunRow> make) {
        this.recipe = recipe;
        this.folder = folder;
        this.rows = rows;
        this.make = make;
        figures = new RunFigures(rows, rows, 0, new LinkedHashMap<>(), 0, 0, 0, 1, OptionalDouble.empty());
    }

    /** Creates a run of these rows. */
    public static FakeRunStore of(Recipe recipe, Path folder, List<RunRow> rows) {
        return new FakeRunStore(recipe, folder, rows.size(), number -> rows.get((int) number));
    }

    /** Says which models were used. */
    public FakeRunStore withModels(SlotModel... used) {
        models = List.of(used);
        return this;
    }

    /** Says how cells came about. */
    public FakeRunStore withCells(LongFunction<List<Cell>> made) {
        cells = made;
        return this;
    }

    /** Says what the run cost. */
    public FakeRunStore withFigures(RunFigures cost) {
        figures = cost;
        return this;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public String recipeHash() {
        return "5eed".repeat(16);
    }

    @Override
    public List<SlotModel> models() {
        return models;
    }

    @Override
    public RunStatus status() {
        return RunStatus.COMPLETE;
    }

    @Override
    public Optional<String> reason() {
        return Optional.empty();
    }

    @Override
    public RunFigures figures() {
        return figures;
    }

    @Override
    public long count(RowFilter filter) {
        if (rows >= 100_000 && filter.equals(RowFilter.ACCEPTED)) {
            return rows;
        }
        long count = 0;
        for (long number = 0; number < rows; number++) {
            count += passes(make.apply(number), filter) ? 1 : 0;
        }
        return count;
    }

    @Override
    public List<RunRow> page(RowFilter filter, long offset, int limit) {
        List<RunRow> page = new ArrayList<>();
        long seen = 0;
        for (long number = 0; number < rows && page.size() < limit; number++) {
            RunRow row = make.apply(number);
            if (passes(row, filter)) {
                if (seen >= offset) {
                    page.add(row);
                }
                seen++;
            }
        }
        return page;
    }

    @Override
    public Optional<RunRow> row(long number) {
        return number < rows ? Optional.of(make.apply(number)) : Optional.empty();
    }

    @Override
    public List<Cell> cells(long number) {
        return cells.apply(number);
    }

    @Override
    public void forEach(RowFilter filter, RowVisitor visitor) throws IOException {
        for (long number = 0; number < rows; number++) {
            RunRow row = make.apply(number);
            if (passes(row, filter) && !visitor.visit(row)) {
                return;
            }
        }
    }

    @Override
    public void close() {}

    private static boolean passes(RunRow row, RowFilter filter) {
        return filter.state().map(row.state()::equals).orElse(true)
                && filter.reason()
                        .map(reason -> row.rejection().isPresent()
                                && row.rejection().get().reason().equals(reason))
                        .orElse(true)
                && filter.search().map(words -> holds(row, words)).orElse(true)
                && filter.equal().entrySet().stream().allMatch(wanted -> hasValue(row, wanted));
    }

    private static boolean hasValue(RunRow row, Map.Entry<String, String> wanted) {
        return row.row().get(wanted.getKey()).isJsonPrimitive()
                && row.row().get(wanted.getKey()).getAsString().equals(wanted.getValue());
    }

    private static boolean holds(RunRow row, String words) {
        String all = row.row().values().values().toString().toLowerCase(Locale.ROOT);
        return List.of(words.toLowerCase(Locale.ROOT).split(" ")).stream().allMatch(all::contains);
    }
}
