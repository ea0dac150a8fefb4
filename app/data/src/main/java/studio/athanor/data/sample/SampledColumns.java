package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;
import studio.athanor.data.Problem;
import studio.athanor.data.documents.Chunks;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.sample.people.People;
import studio.athanor.data.sample.source.SourceRecords;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/**
 * All columns of a recipe that no model writes. A value is a pure function of the recipe's hash, the column, the row,
 * the attempt and the values of the columns that it reads, so any cell can be made again alone; the samplers say
 * which function. Whether a column's {@code when} holds is the caller's to ask. For any thread; holds the source
 * files open until it is closed.
 */
public final class SampledColumns implements AutoCloseable {

    private final Map<String, SourceRecords> sources;
    private final Map<String, CellSampler> samplers;
    private final Recipe recipe;
    private final Path folder;

    private SampledColumns(
            Map<String, SourceRecords> sources, Map<String, CellSampler> samplers, Recipe recipe, Path folder) {
        this.sources = sources;
        this.samplers = samplers;
        this.recipe = recipe;
        this.folder = folder;
    }

    /**
     * Opens what the columns need. Source files are read once and checked, so this blocks for as long as that takes;
     * an interruption ends it.
     *
     * @param folder where relative paths of source files start
     * @param chunks the documents of the run; without them a column that reads chunks fails when it is asked
     * @throws DataException.RecipeInvalid with every column that nothing can be drawn from
     * @throws DataException.FileFailed if a source file is missing or malformed
     */
    public static SampledColumns open(Recipe recipe, Path folder, Optional<Chunks> chunks) throws DataException {
        Map<String, SourceRecords> sources = new LinkedHashMap<>();
        try {
            for (var each : wanted(recipe).entrySet()) {
                SourceFile source = recipe.sources().get(each.getKey());
                if (source != null) {
                    sources.put(each.getKey(), SourceRecords.open(source, folder, each.getValue()));
                }
            }
            CellSamplers kinds = new CellSamplers(sources, recipe.documents(), chunks);
            return new SampledColumns(sources, samplers(recipe, kinds), recipe, folder);
        } catch (DataException | RuntimeException e) {
            sources.values().forEach(SourceRecords::close);
            throw e;
        }
    }

    /** Returns which fields are picked from each source; an empty set stands for whole records. */
    private static Map<String, Set<String>> wanted(Recipe recipe) {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        Set<String> whole = new LinkedHashSet<>();
        for (Column column : recipe.columns()) {
            if (column.kind() instanceof ColumnKind.Pick pick) {
                Set<String> known = fields.computeIfAbsent(pick.source(), _ -> new LinkedHashSet<>());
                pick.field().ifPresentOrElse(known::add, () -> whole.add(pick.source()));
            }
        }
        whole.forEach(source -> fields.put(source, Set.of()));
        return fields;
    }

    private static Map<String, CellSampler> samplers(Recipe recipe, CellSamplers kinds)
            throws DataException.RecipeInvalid {
        Map<String, CellSampler> samplers = new HashMap<>();
        Map<String, ColumnKind.Pick.Order> orders = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < recipe.columns().size(); i++) {
            Column column = recipe.columns().get(i);
            try {
                agree(column, orders);
                kinds.of(column).ifPresent(sampler -> samplers.put(column.name(), sampler));
            } catch (UnfitException e) {
                String field = "columns[" + i + "]." + e.field();
                String sentence = "Column " + column.name() + ": " + e.getMessage();
                problems.add(new Problem(Problem.Severity.ERROR, column.at(), field, sentence));
            }
        }
        if (!problems.isEmpty()) {
            throw new DataException.RecipeInvalid(recipe.name(), problems);
        }
        return samplers;
    }

    private static void agree(Column column, Map<String, ColumnKind.Pick.Order> orders) throws UnfitException {
        if (column.kind() instanceof ColumnKind.Pick pick) {
            ColumnKind.Pick.Order first = orders.putIfAbsent(pick.source(), pick.order());
            if (first != null && first != pick.order()) {
                throw new UnfitException(
                        "order",
                        "An earlier column picks from " + pick.source()
                                + " in another order, and both are to get the same record."
                                + " Write the same order, or describe the file as a second source.");
            }
        }
    }

    /** Returns the locales that a person may be of, as {@code pl-PL}. */
    public static List<String> locales() {
        return People.locales();
    }

    /**
     * Returns what the source files are that columns pick from, each once. Reads them through, so this blocks; an interruption
     * ends it.
     *
     * @throws DataException if one cannot be read any more
     */
    public List<FileFingerprint> fingerprints() throws DataException {
        Map<String, FileFingerprint> byPath = new LinkedHashMap<>();
        for (SourceFile source : recipe.sources().values()) {
            if (sources.containsKey(source.name()) && !byPath.containsKey(source.path())) {
                byPath.put(source.path(), SourceRecords.fingerprint(source, folder));
            }
        }
        return List.copyOf(byPath.values());
    }

    /** Returns how many slots the sources and documents last for; empty where they never end. */
    public OptionalLong slots() {
        long slots =
                samplers.values().stream().mapToLong(CellSampler::slots).min().orElse(Long.MAX_VALUE);
        return slots == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(slots);
    }

    /**
     * Returns the value of a column.
     *
     * @param column a column of the recipe that no model writes
     * @param row the slot, from 0
     * @param attempt from 0; the same one for all columns of a row
     * @param soFar the values of the row that are there, at least those of the columns that this one reads
     * @throws TemplateException if an expression fails on the values, or its text is not of the column's type
     * @throws DataException if a source is used up, cannot be read, or nothing fits: the run cannot go on like this
     */
    public JsonElement value(Column column, long row, int attempt, String recipeHash, Map<String, JsonElement> soFar)
            throws TemplateException, DataException {
        CellSampler sampler = samplers.get(column.name());
        if (sampler == null) {
            throw new IllegalArgumentException("The column " + column.name() + " is not one that is sampled");
        }
        return sampler.sample(new Draw(recipeHash, column.name(), row, attempt, soFar));
    }

    @Override
    public void close() {
        sources.values().forEach(SourceRecords::close);
    }
}
