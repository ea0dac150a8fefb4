package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import studio.athanor.engines.spi.text.Sampling;

/** A recipe as the fields of its file, in one order, however it was spelled. */
final class RecipeTree {

    private final boolean all;
    private final ColumnTree columns;

    private RecipeTree(boolean all) {
        this.all = all;
        columns = new ColumnTree(all);
    }

    /** Leaves out what is as it would be anyway: for people. */
    static RecipeTree withoutDefaults() {
        return new RecipeTree(false);
    }

    /** Writes out everything: for comparison. */
    static RecipeTree complete() {
        return new RecipeTree(true);
    }

    JsonObject recipe(Recipe recipe) {
        Out out = new Out(all)
                .put(RecipeReader.VERSION, 1)
                .put("name", recipe.name())
                .put("title", recipe.title(), recipe.name())
                .put("description", recipe.description(), "")
                .put("licence", recipe.licence(), "")
                .put("seed", recipe.seed(), 0)
                .put("rows", recipe.rows(), RecipeReader.ROWS)
                .put("attempts", recipe.attempts(), RecipeReader.ATTEMPTS);
        if (all || !recipe.models().isEmpty()) {
            out.put("models", named(recipe.models(), this::slot));
        }
        if (all || !recipe.sources().isEmpty()) {
            out.put("sources", named(recipe.sources(), RecipeTree::source));
        }
        recipe.documents().ifPresent(documents -> out.put("documents", documents(documents)));
        out.put("columns", list(recipe.columns(), column -> columns.column(column, recipe.models())));
        if (all || !recipe.checks().isEmpty()) {
            out.put("checks", new CheckTree(all).checks(recipe.checks()));
        }
        if (all || !recipe.quotas().isEmpty()) {
            out.put("quotas", list(recipe.quotas(), this::quota));
        }
        if (all || !recipe.output().equals(OutputShape.RAW)) {
            out.put("output", output(recipe.output()));
        }
        return out.object();
    }

    JsonObject column(Column column, Map<String, ModelSlot> slots) {
        return columns.column(column, slots);
    }

    private JsonObject slot(ModelSlot slot) {
        Out out = new Out(all)
                .put("description", slot.description(), "")
                .put("context", slot.context())
                .put("gpu-layers", slot.gpuLayers());
        JsonObject sampling = SamplingFields.write(slot.sampling(), Sampling.defaults(), all);
        if (!sampling.isEmpty()) {
            out.put("sampling", sampling);
        }
        return out.object();
    }

    private static JsonObject source(SourceFile source) {
        return new Out(true)
                .put("path", source.path())
                .put("format", Words.of(source.format()))
                .object();
    }

    private JsonObject documents(DocumentSource documents) {
        return new Out(all)
                .put("path", documents.path())
                .put("chunk-tokens", documents.chunkTokens(), RecipeReader.CHUNK_TOKENS)
                .put("overlap-tokens", documents.overlapTokens(), documents.chunkTokens() / RecipeReader.OVERLAP_SHARE)
                .put("per-chunk", documents.perChunk(), 1)
                .object();
    }

    private JsonObject quota(Quota quota) {
        Out out = new Out(all).put("column", quota.column());
        if (all || !quota.counts().isEmpty()) {
            out.put("counts", named(quota.counts(), JsonPrimitive::new));
        }
        return out.object();
    }

    private JsonObject output(OutputShape output) {
        Out out = new Out(all).put("shape", Words.of(output.kind()));
        if (all || !output.columns().isEmpty()) {
            out.put("columns", named(output.columns(), JsonPrimitive::new));
        }
        return out.object();
    }

    static <T> JsonObject named(SequencedMap<String, T> values, Function<T, JsonElement> tree) {
        JsonObject object = new JsonObject();
        values.forEach((name, value) -> object.add(name, tree.apply(value)));
        return object;
    }

    static <T> JsonArray list(List<T> values, Function<T, JsonElement> tree) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(value -> array.add(tree.apply(value)));
        return array;
    }

    static JsonElement textOrNull(String text) {
        return text.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(text);
    }
}
