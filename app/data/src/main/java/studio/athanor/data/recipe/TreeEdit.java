package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.recipe.yaml.YamlEdit;
import studio.athanor.data.recipe.yaml.YamlNode;

/**
 * Finds the smallest parts in which two trees differ, and edits the source there and nowhere else. What the source says
 * already, in whatever words, is not touched. One edit at a time: the source is read anew after each.
 */
final class TreeEdit {

    private final YamlEdit edit;

    TreeEdit(String source, boolean json) {
        edit = new YamlEdit(source, json);
    }

    /**
     * Makes the next edit.
     *
     * @param node the fields in the source
     * @param from what they mean now; changed to what they mean afterwards
     * @param to what they are to mean
     * @param order in which new fields are put
     * @return the source with one edit, or empty if there is none to make
     */
    Optional<String> step(YamlNode.Mapping node, JsonObject from, JsonObject to, List<String> order) {
        Set<String> keys = new LinkedHashSet<>(to.keySet());
        keys.addAll(from.keySet());
        for (String key : keys) {
            if (!same(from.get(key), to.get(key))) {
                Optional<String> edited = field(node, key, from, to, order);
                if (edited.isPresent()) {
                    return edited;
                }
                mark(from, key, to);
            }
        }
        return Optional.empty();
    }

    private Optional<String> field(
            YamlNode.Mapping node, String key, JsonObject from, JsonObject to, List<String> order) {
        Optional<YamlNode> value = node.entry(key).map(YamlNode.Entry::value);
        if (value.isPresent() && goesDeeper(value.get(), from.get(key), to.get(key))) {
            return deeper(value.get(), from.get(key), to.get(key));
        }
        mark(from, key, to);
        if (to.has(key)) {
            return Optional.of(edit.set(node, key, to.get(key), order));
        }
        return value.map(_ -> edit.remove(node, key));
    }

    private static boolean goesDeeper(YamlNode node, @Nullable JsonElement from, @Nullable JsonElement to) {
        if (node.span().alias()) {
            return false;
        }
        if (node instanceof YamlNode.Mapping && from instanceof JsonObject before && to instanceof JsonObject after) {
            return sameOrder(before, after);
        }
        return node instanceof YamlNode.Sequence list
                && from instanceof JsonArray before
                && to instanceof JsonArray after
                && list.items().size() == before.size()
                && before.size() == after.size()
                && eachGoesDeeper(list, before, after);
    }

    private static boolean eachGoesDeeper(YamlNode.Sequence list, JsonArray before, JsonArray after) {
        for (int i = 0; i < before.size(); i++) {
            if (!same(before.get(i), after.get(i)) && !goesDeeper(list.items().get(i), before.get(i), after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> deeper(YamlNode node, JsonElement from, JsonElement to) {
        if (node instanceof YamlNode.Mapping fields) {
            return step(
                    fields,
                    from.getAsJsonObject(),
                    to.getAsJsonObject(),
                    List.copyOf(to.getAsJsonObject().keySet()));
        }
        YamlNode.Sequence list = (YamlNode.Sequence) node;
        for (int i = 0; i < list.items().size(); i++) {
            JsonElement before = from.getAsJsonArray().get(i);
            JsonElement after = to.getAsJsonArray().get(i);
            Optional<String> edited =
                    same(before, after) ? Optional.empty() : deeper(list.items().get(i), before, after);
            if (edited.isPresent()) {
                return edited;
            }
        }
        return Optional.empty();
    }

    /** Notes that a field means what it is to mean, in the place that it has there. */
    private static void mark(JsonObject from, String key, JsonObject to) {
        from.remove(key);
        if (!to.has(key)) {
            return;
        }
        JsonObject before = from.deepCopy();
        before.keySet().forEach(from::remove);
        for (String each : to.keySet()) {
            if (each.equals(key) || before.has(each)) {
                from.add(each, each.equals(key) ? to.get(key).deepCopy() : before.remove(each));
            }
        }
        before.asMap().forEach(from::add);
    }

    /** Compares with the order of fields, other than Gson; what is absent is not what is null. */
    static boolean same(@Nullable JsonElement a, @Nullable JsonElement b) {
        return Objects.toString(a, "").equals(Objects.toString(b, ""));
    }

    /** Returns whether fields that are in both follow each other in the same order, so that none has to be moved. */
    private static boolean sameOrder(JsonObject before, JsonObject after) {
        List<String> kept = new ArrayList<>(before.keySet());
        kept.retainAll(after.keySet());
        List<String> wanted = new ArrayList<>(after.keySet());
        wanted.retainAll(before.keySet());
        return kept.equals(wanted);
    }
}
