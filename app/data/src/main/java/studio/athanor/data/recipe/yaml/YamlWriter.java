package studio.athanor.data.recipe.yaml;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Writes JSON values as YAML as people write it: small things on one line, long texts under a bar, the rest indented by two
 * spaces. What is written is read as the same values. Lines end with a line feed; no text ends with one unless it is said.
 */
public final class YamlWriter {

    private static final int WIDTH = 100;

    private static final Gson JSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private YamlWriter() {}

    /** Writes a whole document: a field a line, an empty line before every field that takes several. */
    public static String document(JsonObject fields) {
        StringBuilder document = new StringBuilder();
        for (Map.Entry<String, JsonElement> field : fields.entrySet()) {
            String entry = entry(field.getKey(), field.getValue(), 0);
            if (entry.indexOf('\n') >= 0 && !document.isEmpty()) {
                document.append('\n');
            }
            document.append(entry).append('\n');
        }
        return document.isEmpty() ? "{}\n" : document.toString();
    }

    /** Writes a field whose first line stands, without indentation, at a depth of spaces. */
    public static String entry(String key, JsonElement value, int indent) {
        String name = YamlText.scalar(key, true);
        return name + ":" + value(value, indent, indent + name.length() + 2);
    }

    /** Writes an item of a list whose dash stands at a depth of spaces. */
    public static String item(JsonElement value, int indent) {
        if (value instanceof JsonObject fields && !fits(fields, indent + 2)) {
            return "- " + block(fields, indent + 2);
        }
        if (value instanceof JsonArray items && !fits(items, indent + 2)) {
            return "- " + block(items, indent + 2);
        }
        return "-" + value(value, indent, indent + 2);
    }

    /** Writes what follows a colon: on the same line after a space, or on lines of its own. */
    public static String value(JsonElement value, int indent, int column) {
        return switch (value) {
            case JsonObject fields when !fits(fields, column) -> line(indent + 2) + block(fields, indent + 2);
            case JsonArray items when !fits(items, column) -> line(indent + 2) + block(items, indent + 2);
            case JsonPrimitive text
            when text.isString() && YamlText.literal(text.getAsString()) ->
                " " + literal(text.getAsString(), indent + 2);
            default -> " " + flow(value, false);
        };
    }

    /** Writes a value on one line, as it may stand within brackets. */
    public static String flow(JsonElement value) {
        return flow(value, true);
    }

    /** Writes a value as JSON on one line. */
    public static String json(JsonElement value) {
        return JSON.toJson(value);
    }

    private static String line(int indent) {
        return "\n" + " ".repeat(indent);
    }

    private static String block(JsonObject fields, int indent) {
        return fields.entrySet().stream()
                .map(field -> entry(field.getKey(), field.getValue(), indent))
                .collect(Collectors.joining(line(indent)));
    }

    private static String block(JsonArray items, int indent) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item(item, indent))
                .collect(Collectors.joining(line(indent)));
    }

    private static String literal(String text, int indent) {
        boolean ends = text.endsWith("\n");
        StringBuilder literal = new StringBuilder(ends ? "|" : "|-");
        for (String each : (ends ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
            literal.append('\n').append(each.isEmpty() ? "" : " ".repeat(indent) + each);
        }
        return literal.toString();
    }

    private static String flow(JsonElement value, boolean inside) {
        return switch (value) {
            case JsonObject fields ->
                fields.entrySet().stream()
                        .map(field -> YamlText.scalar(field.getKey(), true) + ": " + flow(field.getValue(), true))
                        .collect(Collectors.joining(", ", "{", "}"));
            case JsonArray items ->
                StreamSupport.stream(items.spliterator(), false)
                        .map(item -> flow(item, true))
                        .collect(Collectors.joining(", ", "[", "]"));
            case JsonPrimitive text when text.isString() -> YamlText.scalar(text.getAsString(), inside);
            default -> value.toString();
        };
    }

    private static boolean fits(JsonElement value, int column) {
        return small(value) && column + flow(value, true).length() <= WIDTH;
    }

    /** Lists of objects, and objects of objects alone, are read more easily on lines of their own. */
    private static boolean small(JsonElement value) {
        return switch (value) {
            case JsonArray items ->
                StreamSupport.stream(items.spliterator(), false)
                        .allMatch(item -> !(item instanceof JsonObject) && small(item));
            case JsonObject fields ->
                fields.entrySet().stream().allMatch(field -> small(field.getValue()))
                        && (fields.isEmpty()
                                || fields.entrySet().stream()
                                        .anyMatch(field -> !(field.getValue() instanceof JsonObject)));
            case JsonPrimitive text when text.isString() -> text.getAsString().indexOf('\n') < 0;
            default -> true;
        };
    }
}
