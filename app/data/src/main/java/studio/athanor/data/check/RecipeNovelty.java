package studio.athanor.data.check;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.spi.EngineException;

/** All novelty checks of a recipe. */
final class RecipeNovelty implements NoveltyGate {

    private final List<Part> parts;

    /**
     * A check.
     *
     * @param columns what is compared, one or all that are kept
     * @param name the column for rejections, empty for a whole row
     */
    private record Part(List<String> columns, String name, SeenRows seen) {}

    private RecipeNovelty(List<Part> parts) {
        this.parts = parts;
    }

    static RecipeNovelty of(Recipe recipe, Embedder embedder) {
        List<Part> parts = new ArrayList<>();
        for (Column column : recipe.columns()) {
            for (RowCheck check : column.checks()) {
                if (check instanceof RowCheck.Novelty novelty) {
                    String name = novelty.column().orElse(column.name());
                    parts.add(new Part(List.of(name), name, seen(novelty, embedder)));
                }
            }
        }
        List<String> kept = recipe.columns().stream()
                .filter(column -> !column.dropped())
                .map(Column::name)
                .toList();
        for (RowCheck check : recipe.checks()) {
            if (check instanceof RowCheck.Novelty novelty) {
                List<String> columns = novelty.column().map(List::of).orElse(kept);
                parts.add(new Part(columns, novelty.column().orElse(""), seen(novelty, embedder)));
            }
        }
        return new RecipeNovelty(List.copyOf(parts));
    }

    private static SeenRows seen(RowCheck.Novelty novelty, Embedder embedder) {
        return switch (novelty.method()) {
            case EXACT -> new ExactRows();
            case MINHASH -> new SimilarRows(novelty.threshold());
            case EMBEDDING -> new NearRows(novelty.embedder().orElse(""), embedder, novelty.threshold());
        };
    }

    @Override
    public Optional<Rejection> test(Map<String, JsonElement> values, long row)
            throws EngineException, InterruptedException {
        for (Part part : parts) {
            List<JsonElement> compared = compared(part, values);
            if (!compared.isEmpty()) {
                Optional<SeenRows.Near> near = part.seen().nearest(compared);
                if (near.isPresent()) {
                    return near.map(found -> rejection(part, found));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void accept(Map<String, JsonElement> values, long row) throws EngineException, InterruptedException {
        for (Part part : parts) {
            List<JsonElement> compared = compared(part, values);
            if (!compared.isEmpty()) {
                part.seen().add(compared, row);
            }
        }
    }

    /** Returns the values that are there: a column that was left out is not compared. */
    private static List<JsonElement> compared(Part part, Map<String, JsonElement> values) {
        return part.columns().stream()
                .filter(values::containsKey)
                .map(values::get)
                .filter(value -> !value.isJsonNull())
                .collect(Collectors.toList());
    }

    private static Rejection rejection(Part part, SeenRows.Near near) {
        String what = part.name().isEmpty() ? "The row" : "The value of " + part.name();
        return new Rejection(part.name(), "novelty", what + " " + near.sentence(), OptionalLong.of(near.row()));
    }
}
