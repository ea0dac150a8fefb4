package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.TreeMap;
import studio.athanor.data.Sha256;
import studio.athanor.data.recipe.yaml.YamlWriter;

/**
 * The name of what a recipe means: all seeds come from it. Spelling, comments, the order of fields and defaults that are
 * written out make no difference. Neither do words about the dataset ({@code name, title, description, licence}, what a
 * model slot says of itself), where a model runs ({@code gpu-layers}), how many rows are wanted and how they are exported.
 *
 * <p>The order of columns, of a category's values, of a judge's criteria and of a schema's properties is meaning: rows,
 * draws, questions and grammars follow it.
 */
public final class RecipeHash {

    private static final List<String> WORDS = List.of("name", "title", "description", "licence", "rows", "output");

    private RecipeHash() {}

    /** Returns SHA-256 of the canonical JSON, 64 hexadecimal digits. */
    public static String of(Recipe recipe) {
        return Sha256.of(canonical(recipe));
    }

    static String canonical(Recipe recipe) {
        JsonObject tree = RecipeTree.complete().recipe(recipe);
        WORDS.forEach(tree::remove);
        JsonObject models = tree.getAsJsonObject("models");
        for (String slot : models.keySet()) {
            models.getAsJsonObject(slot).remove("description");
            models.getAsJsonObject(slot).remove("gpu-layers");
        }
        if (recipe.documents().isPresent() && !recipe.models().isEmpty()) {
            tree.getAsJsonObject("documents")
                    .addProperty("tokens-of", recipe.models().firstEntry().getKey());
        }
        tree.add("models", sorted(models));
        tree.add("sources", sorted(tree.getAsJsonObject("sources")));
        for (JsonElement column : tree.getAsJsonArray("columns")) {
            JsonObject fields = column.getAsJsonObject();
            if (fields.get("type").getAsString().equals(ColumnType.SUBCATEGORY.word())) {
                fields.add("values", sorted(fields.getAsJsonObject("values")));
            }
        }
        return YamlWriter.json(tree);
    }

    private static JsonObject sorted(JsonObject object) {
        JsonObject sorted = new JsonObject();
        new TreeMap<>(object.asMap()).forEach(sorted::add);
        return sorted;
    }
}
