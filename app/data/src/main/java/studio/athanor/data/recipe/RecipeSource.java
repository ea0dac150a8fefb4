package studio.athanor.data.recipe;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.recipe.yaml.YamlDocument;
import studio.athanor.data.recipe.yaml.YamlEdit;
import studio.athanor.data.recipe.yaml.YamlNode;
import studio.athanor.data.recipe.yaml.YamlReader;
import studio.athanor.data.recipe.yaml.YamlWriter;

/**
 * The text of a recipe, which a form edits along with the person who types into it. An edit changes the lines of what
 * differs; comments, spelling, order and blank lines of everything else stay byte for byte. Comments right above a column
 * go where the column goes. Immutable.
 */
public final class RecipeSource {

    private static final int MOST_EDITS = 10_000;
    private static final String COLUMNS = "columns";

    private final String text;
    private final String fileName;

    private RecipeSource(String text, String fileName) {
        this.text = text;
        this.fileName = fileName;
    }

    /**
     * Takes a text as it is.
     *
     * @param fileName its path; schemas in files of their own are looked for in its folder
     */
    public static RecipeSource of(String text, String fileName) {
        return new RecipeSource(text, fileName);
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /** Returns what the text says. */
    public RecipeFile.Parsed parse() {
        return RecipeFile.parse(text, fileName);
    }

    /**
     * Edits the text so that it says what a recipe says: columns and fields that are other, new, moved or gone. A text that is
     * no YAML, or one that cannot be edited so, is written anew, and then loses its comments.
     */
    public RecipeSource with(Recipe recipe) {
        JsonObject wanted = RecipeTree.withoutDefaults().recipe(recipe);
        String mark = text.startsWith("\ufeff") ? "\ufeff" : "";
        String plain = text.substring(mark.length());
        Optional<String> edited = mapping(plain).flatMap(root -> edited(plain, root, wanted));
        if (edited.isPresent() && says(edited.get(), wanted)) {
            return new RecipeSource(mark + edited.get(), fileName);
        }
        return new RecipeSource(mark + anew(plain, recipe, wanted), fileName);
    }

    private static String anew(String plain, Recipe recipe, JsonObject wanted) {
        return isJson(plain)
                ? new GsonBuilder()
                                .setPrettyPrinting()
                                .serializeNulls()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(wanted)
                        + "\n"
                : RecipeFile.toYaml(recipe);
    }

    private static boolean isJson(String plain) {
        return plain.stripLeading().startsWith("{");
    }

    private static Optional<YamlNode.Mapping> mapping(String text) {
        YamlDocument document = YamlReader.read(text);
        return document.root()
                .filter(_ -> document.faults().isEmpty())
                .flatMap(root -> root instanceof YamlNode.Mapping fields ? Optional.of(fields) : Optional.empty());
    }

    /** A recipe that cannot be read back, as a form may leave it half-way, is taken at its word. */
    private boolean says(String edited, JsonObject wanted) {
        Optional<Recipe> read = RecipeFile.parse(edited, fileName).recipe();
        if (read.isPresent()) {
            return TreeEdit.same(RecipeTree.withoutDefaults().recipe(read.get()), wanted);
        }
        return mapping(edited).isPresent()
                && RecipeFile.parse(YamlWriter.document(wanted), fileName)
                        .recipe()
                        .isEmpty();
    }

    private Optional<String> edited(String plain, YamlNode.Mapping root, JsonObject wanted) {
        JsonObject now = RecipeFile.parse(plain, fileName)
                .recipe()
                .map(recipe -> RecipeTree.withoutDefaults().recipe(recipe))
                .orElseGet(() -> root.json().getAsJsonObject())
                .deepCopy();
        boolean json = isJson(plain);
        String source = plain;
        for (int i = 0; i < MOST_EDITS; i++) {
            Optional<YamlNode.Mapping> fields = mapping(source);
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> next = arrangement(source, json, fields.get(), now, wanted);
            if (next.isEmpty()) {
                next = new TreeEdit(source, json).step(fields.get(), now, wanted, RecipeReader.ORDER);
            }
            if (next.isEmpty()) {
                return Optional.of(source);
            }
            source = next.get();
        }
        return Optional.empty();
    }

    /** Takes out, puts in and moves whole columns; columns are told apart by name. */
    private static Optional<String> arrangement(
            String source, boolean json, YamlNode.Mapping fields, JsonObject now, JsonObject wanted) {
        if (!(now.get(COLUMNS) instanceof JsonArray before && wanted.get(COLUMNS) instanceof JsonArray after)) {
            return Optional.empty();
        }
        Optional<YamlNode.Sequence> list = fields.entry(COLUMNS)
                .flatMap(entry -> entry.value() instanceof YamlNode.Sequence items
                                && !items.span().alias()
                        ? Optional.of(items)
                        : Optional.empty());
        if (list.isEmpty() || list.get().items().size() != before.size() || before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        return new Arrangement(new YamlEdit(source, json), list.get(), before, after).step(json);
    }

    /** The columns as they are and as they are to be. */
    private record Arrangement(YamlEdit edit, YamlNode.Sequence list, JsonArray before, JsonArray after) {

        Optional<String> step(boolean json) {
            List<String> have = names(before);
            List<String> want = names(after);
            for (int i = have.size() - 1; i >= 0; i--) {
                boolean renamed = have.size() == want.size() && !have.contains(want.get(i));
                if (!want.contains(have.get(i)) && !renamed && have.size() > 1) {
                    before.remove(i);
                    return Optional.of(edit.remove(list, i));
                }
            }
            for (int i = 0; i < want.size(); i++) {
                String name = want.get(i);
                if (i < have.size() && have.get(i).equals(name)) {
                    continue;
                }
                int from = have.lastIndexOf(name);
                if (from > i) {
                    return Optional.of(move(from, i, json));
                }
                if (from < 0 && have.size() < want.size()) {
                    insert(i, after.get(i).deepCopy());
                    return Optional.of(edit.insert(list, i, after.get(i)));
                }
            }
            return Optional.empty();
        }

        private String move(int from, int to, boolean json) {
            String item = edit.itemText(list, from);
            String without = edit.remove(list, from);
            insert(to, before.remove(from));
            YamlNode.Sequence rest = mapping(without)
                    .flatMap(fields -> fields.entry(COLUMNS))
                    .map(entry -> (YamlNode.Sequence) entry.value())
                    .orElseThrow();
            return new YamlEdit(without, json).insertText(rest, to, item);
        }

        private void insert(int index, JsonElement column) {
            List<JsonElement> items = new ArrayList<>(before.asList());
            items.add(index, column);
            while (!before.isEmpty()) {
                before.remove(before.size() - 1);
            }
            items.forEach(before::add);
        }

        private static List<String> names(JsonArray columns) {
            return columns.asList().stream()
                    .map(column -> column instanceof JsonObject fields && fields.has("name")
                            ? fields.get("name").toString()
                            : "")
                    .toList();
        }
    }
}
