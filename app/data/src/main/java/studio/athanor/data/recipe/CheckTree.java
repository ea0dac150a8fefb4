package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;

/** Validators as the fields of their file. */
final class CheckTree {

    private final boolean all;

    CheckTree(boolean all) {
        this.all = all;
    }

    JsonArray checks(List<RowCheck> checks) {
        return RecipeTree.list(checks, this::check);
    }

    private JsonElement check(RowCheck check) {
        JsonObject object = new JsonObject();
        object.add(CheckReader.word(check), detail(check));
        return object;
    }

    private JsonElement detail(RowCheck check) {
        return switch (check) {
            case RowCheck.Schema schema -> ColumnTree.json(schema.schema());
            case RowCheck.Regex regex ->
                !all && !regex.whole() && !regex.absent()
                        ? new JsonPrimitive(regex.pattern())
                        : new Out(all)
                                .put("pattern", regex.pattern())
                                .put("whole", regex.whole(), false)
                                .put("absent", regex.absent(), false)
                                .object();
            case RowCheck.Length length ->
                new Out(all)
                        .put("unit", length.unit(), RowCheck.Length.Unit.CHARACTERS)
                        .put("min", length.min())
                        .put("max", length.max())
                        .object();
            case RowCheck.Language language ->
                !all && language.confidence() == CheckReader.CONFIDENCE
                        ? new JsonPrimitive(language.code())
                        : new Out(all)
                                .put("code", language.code())
                                .put("confidence", language.confidence())
                                .object();
            case RowCheck.Parses parses -> new JsonPrimitive(Words.of(parses.syntax()));
            case RowCheck.Numeric numeric ->
                new Out(all)
                        .put("min", numeric.min())
                        .put("max", numeric.max())
                        .put("whole", numeric.whole(), false)
                        .object();
            case RowCheck.Expression expression -> new JsonPrimitive(expression.expression());
            case RowCheck.Novelty novelty -> novelty(novelty);
        };
    }

    private JsonElement novelty(RowCheck.Novelty novelty) {
        JsonObject object = new Out(all)
                .put("method", Words.of(novelty.method()))
                .put("column", novelty.column())
                .put("threshold", novelty.threshold(), CheckReader.threshold(novelty.method()))
                .put("embedder", novelty.embedder())
                .object();
        return !all && object.size() == 1 ? object.get("method") : object;
    }
}
