package studio.athanor.data.report;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Row;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.text.Hashes;
import studio.athanor.data.text.Words;

/** Everything that looks at accepted rows, one after another. */
final class RowCounters {

    private static final int SAMPLED_VECTORS = 200;

    private final Recipe recipe;
    private final String recipeHash;
    private final List<CategoryCounter> categories;
    private final CrossCounter cross;
    private final List<TextCounter> texts = new ArrayList<>();
    private final Map<String, Sample<double[]>> vectors = new TreeMap<>();
    private final List<ScoreCounter> scores = new ArrayList<>();
    private final LongSet exact = new LongSet();
    private final NearDuplicates near;
    private final TrendCounter trends;
    private final CostCounter costs = new CostCounter();
    private long rows;
    private long repeated;

    RowCounters(Recipe recipe, String recipeHash, long total) {
        this.recipe = recipe;
        this.recipeHash = recipeHash;
        long seed = Hashes.of(recipeHash);
        List<Dimension> dimensions = Dimension.of(recipe);
        categories = dimensions.stream()
                .map(each -> new CategoryCounter(each, hasQuota(each.column())))
                .toList();
        cross = new CrossCounter(
                dimensions.stream().filter(each -> isSampled(each.column())).toList());
        near = new NearDuplicates(seed);
        trends = new TrendCounter(total);
        for (Column column : recipe.columns()) {
            if (column.kind() instanceof ColumnKind.Score score) {
                scores.add(new ScoreCounter(column.name(), score));
            } else if (column.kind() instanceof ColumnKind.Embedding) {
                vectors.put(column.name(), new Sample<>(SAMPLED_VECTORS, seed));
            } else if (isText(column)) {
                texts.add(new TextCounter(column.name(), seed));
            }
        }
    }

    void add(RunRow row) throws IOException {
        long place = rows;
        rows++;
        Row values = row.row();
        categories.forEach(counter -> counter.add(values));
        cross.add(values);
        for (ScoreCounter counter : scores) {
            JsonElement verdict = values.get(counter.column());
            counter.add(verdict);
            if (trends.wants(place)) {
                ScoreCounter.score(verdict)
                        .ifPresent(score -> trends.add("score of " + counter.column(), place, score));
            }
        }
        for (Map.Entry<String, Sample<double[]>> vector : vectors.entrySet()) {
            double[] unit = VendiScore.unit(values.get(vector.getKey()));
            if (unit.length > 0) {
                vector.getValue().offer(row.number(), () -> unit);
            }
        }
        addTexts(row, place);
    }

    /** Adds a cell of a row of the sample. */
    void add(Cell cell) {
        costs.add(cell);
        texts.stream()
                .filter(text ->
                        text.column().equals(cell.column()) && !cell.slot().isEmpty())
                .forEach(text -> text.addTokens(cell.generatedTokens()));
    }

    Report report(RunFigures figures, List<Rejections.GivenUp> givenUp) {
        Share alike = near.share();
        return new Report(
                recipe.name(),
                recipeHash,
                rows,
                categories.stream().map(CategoryCounter::coverage).toList(),
                cross.coverage(),
                texts.stream().map(TextCounter::figures).toList(),
                new Duplicates(new Share(repeated, rows, Intervals.wilson(repeated, rows)), alike, near.pairs()),
                vectors.entrySet().stream()
                        .flatMap(entry -> figures(entry.getKey(), entry.getValue()).stream())
                        .toList(),
                scores.stream().map(ScoreCounter::figures).toList(),
                trends.trends(),
                new Rejections(figures.rejectedByReason(), givenUp),
                costs.cost(figures));
    }

    private void addTexts(RunRow row, long place) throws IOException {
        StringBuilder all = new StringBuilder();
        for (TextCounter counter : texts) {
            JsonElement value = row.row().get(counter.column());
            if (value.isJsonNull()) {
                continue;
            }
            String text = ValueText.of(value);
            int words = Words.count(text);
            counter.add(row.number(), text, words);
            all.append(text).append('\n');
            if (trends.wants(place)) {
                trends.add("words of " + counter.column(), place, words);
                trends.addWords(counter.column(), place, Words.hashes(text));
            }
        }
        String whole = texts.isEmpty()
                ? row.row().values().values().stream()
                        .map(JsonElement::toString)
                        .collect(Collectors.joining("\n"))
                : all.toString();
        long[] words = Words.hashes(whole);
        if (words.length > 0) {
            near.offer(row.number(), words);
            long hash = words.length;
            for (long word : words) {
                hash = Hashes.joined(hash, word);
            }
            repeated += exact.add(hash) ? 0 : 1;
        }
    }

    private boolean hasQuota(String column) {
        return recipe.quotas().stream().anyMatch(quota -> quota.column().equals(column));
    }

    private boolean isSampled(String column) {
        return recipe.column(column).filter(Dimension::isSampled).isPresent();
    }

    private static boolean isText(Column column) {
        return !column.dropped()
                && switch (column.kind()) {
                    case ColumnKind.Text _,
                            ColumnKind.Structured _,
                            ColumnKind.Conversation _,
                            ColumnKind.ToolConversation _ -> true;
                    default -> false;
                };
    }

    private static Optional<VectorFigures> figures(String column, Sample<double[]> sample) {
        List<double[]> units = sample.inOrder().stream().map(Sample.Taken::what).toList();
        return units.isEmpty()
                ? Optional.empty()
                : Optional.of(new VectorFigures(column, units.size(), VendiScore.of(units)));
    }
}
