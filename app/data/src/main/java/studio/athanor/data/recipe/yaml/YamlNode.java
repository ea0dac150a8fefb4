package studio.athanor.data.recipe.yaml;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.row.Position;

/** A piece of YAML and its place. */
public sealed interface YamlNode {

    /** Returns where it stands. */
    Span span();

    /** Returns it as JSON: plain scalars as what they mean, keys as text. */
    JsonElement json();

    /** Returns the line and the column of its first character. */
    default Position at() {
        return span().at();
    }

    /** Returns the place of a line of a text: in a literal block the line itself, else where the text starts. */
    default Position at(int textLine) {
        return this instanceof Scalar scalar && scalar.style() == Scalar.Style.LITERAL && !span().alias()
                ? new Position(at().line() + textLine, 1)
                : at();
    }

    /**
     * A text, number, truth value or nothing.
     *
     * @param text as written, without quotes and escapes
     */
    record Scalar(String text, Style style, Span span) implements YamlNode {

        /** How it is written. */
        public enum Style {
            PLAIN,
            QUOTED,
            LITERAL,
            FOLDED
        }

        @Override
        public JsonElement json() {
            return style == Style.PLAIN ? PlainScalars.resolve(text) : new JsonPrimitive(text);
        }

        boolean block() {
            return (style == Style.LITERAL || style == Style.FOLDED) && !span.alias();
        }
    }

    /**
     * A list.
     *
     * @param flow whether it is written in brackets
     */
    record Sequence(List<YamlNode> items, boolean flow, Span span) implements YamlNode {

        /** Copies the items. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public JsonElement json() {
            JsonArray array = new JsonArray(items.size());
            items.forEach(item -> array.add(item.json()));
            return array;
        }
    }

    /**
     * Fields, in the order of the source; a key that is written twice is there twice.
     *
     * @param flow whether it is written in braces
     */
    record Mapping(List<Entry> entries, boolean flow, Span span) implements YamlNode {

        /** Copies the entries. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** Returns the first entry of a key. */
        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }

        @Override
        public JsonElement json() {
            JsonObject object = new JsonObject();
            entries.forEach(
                    entry -> object.add(entry.key().text(), entry.value().json()));
            return object;
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, YamlNode value) {}
}
