package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.data.recipe.yaml.YamlWriter;
import studio.athanor.data.row.Position;
import studio.athanor.engines.grammar.JsonSchemaGrammar;
import studio.athanor.engines.grammar.SchemaException;

/** Schemas that answers are held to: whether a grammar can. Templates stand for values that a row may have. */
final class SchemaChecks {

    private static final Pattern ONE_NAME = Pattern.compile("\\s*\\{\\{-?\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*-?}}\\s*");
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Findings findings;
    private final Recipe recipe;

    private SchemaChecks(Findings findings) {
        this.findings = findings;
        recipe = findings.recipe();
    }

    static void run(Findings findings) {
        SchemaChecks checks = new SchemaChecks(findings);
        List<Column> columns = findings.recipe().columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            switch (column.kind()) {
                case ColumnKind.Structured structured ->
                    checks.schema(Findings.column(i) + ".schema", structured.schema(), column.at());
                case ColumnKind.ToolConversation talk ->
                    checks.tools(Findings.column(i) + ".tools", talk.tools(), column.at());
                default -> {}
            }
        }
    }

    private void schema(String field, String text, Position at) {
        Optional<JsonElement> schema = StrictJson.parse(text);
        if (schema.isEmpty()) {
            findings.error(field, at, "The schema is not JSON. Write it as fields, or as JSON.");
        } else {
            schema(field, schema.get(), at);
        }
    }

    private void schema(String field, JsonElement schema, Position at) {
        try {
            JsonSchemaGrammar.compile(YamlWriter.json(filled(schema)));
        } catch (SchemaException e) {
            String place = field + path(schema, e.pointer());
            findings.error(
                    place,
                    at,
                    "No grammar can hold this schema: "
                            + (e.pointer().isEmpty()
                                    ? "it "
                                    : "\"" + e.pointer().substring(1).replace('/', '.') + "\" ")
                            + e.problem() + ". " + e.remedy());
        }
    }

    /** Turns a JSON pointer into the rest of a path. */
    private static String path(JsonElement schema, String pointer) {
        StringBuilder path = new StringBuilder();
        JsonElement place = schema;
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String key = part.replace("~1", "/").replace("~0", "~");
            if (place instanceof JsonArray list && key.matches("[0-9]{1,6}") && Integer.parseInt(key) < list.size()) {
                path.append('[').append(key).append(']');
                place = list.get(Integer.parseInt(key));
            } else if (place instanceof JsonObject object && object.has(key)) {
                path.append('.').append(key);
                place = object.get(key);
            } else {
                return path.toString();
            }
        }
        return path.toString();
    }

    /** Puts values that a row may have in place of templates. */
    private JsonElement filled(JsonElement schema) {
        return switch (schema) {
            case JsonObject object -> {
                JsonObject filled = new JsonObject();
                String type = object.get("type") instanceof JsonPrimitive text ? text.getAsString() : "";
                object.asMap().forEach((keyword, value) -> filled.add(keyword, filled(keyword, value, type)));
                yield filled;
            }
            case JsonArray list -> {
                JsonArray filled = new JsonArray();
                list.forEach(item -> filled.add(filled(item)));
                yield filled;
            }
            default -> schema;
        };
    }

    private JsonElement filled(String keyword, JsonElement value, String type) {
        if (keyword.equals("const")) {
            return sample(value, type);
        }
        if (!keyword.equals("enum")) {
            return filled(value);
        }
        Set<JsonElement> samples = new LinkedHashSet<>();
        if (value instanceof JsonArray list) {
            list.forEach(item -> samples.add(sample(item, type)));
        } else if (isTemplate(value)) {
            samples.add(sample(value, type));
        } else {
            return value;
        }
        JsonArray filled = new JsonArray();
        samples.forEach(filled::add);
        return filled;
    }

    private static boolean isTemplate(JsonElement value) {
        return value instanceof JsonPrimitive text && text.isString() && ColumnTexts.isTemplate(text.getAsString());
    }

    /** Returns a value that a template may have; what is only known when the row is there fits the type. */
    private JsonElement sample(JsonElement value, String type) {
        if (!isTemplate(value)) {
            return value;
        }
        Matcher name = ONE_NAME.matcher(value.getAsString());
        JsonElement known = name.matches()
                ? recipe.column(name.group(1))
                        .map(column -> sample(column.kind()))
                        .orElse(JsonNull.INSTANCE)
                : JsonNull.INSTANCE;
        return switch (type) {
            case "integer", "number" -> known.isJsonNull() ? new JsonPrimitive(1) : known;
            case "boolean" -> known.isJsonNull() ? new JsonPrimitive(true) : known;
            case "string" -> new JsonPrimitive(known.isJsonNull() ? "sample" : ColumnValues.text(known));
            default -> known.isJsonNull() ? new JsonPrimitive("sample") : known;
        };
    }

    private static JsonElement sample(ColumnKind kind) {
        return switch (kind) {
            case ColumnKind.Category category
            when !category.values().isEmpty() -> category.values().getFirst().value();
            case ColumnKind.Uniform uniform -> Numbers.json(uniform.low());
            case ColumnKind.Normal normal -> Numbers.json(normal.mean());
            case ColumnKind.Poisson _ -> new JsonPrimitive(1);
            case ColumnKind.IntegerRange range -> new JsonPrimitive(range.low());
            case ColumnKind.Bernoulli _ -> new JsonPrimitive(true);
            default -> JsonNull.INSTANCE;
        };
    }

    private void tools(String field, String text, Position at) {
        Optional<JsonElement> tools = StrictJson.parse(text);
        if (tools.isEmpty() || !(tools.get() instanceof JsonArray list)) {
            if (!ColumnTexts.isTemplate(text)) {
                findings.error(field, at, "\"tools\" is a list of tools, or a template of one.");
            }
            return;
        }
        if (list.isEmpty()) {
            findings.error(field, at, "There are no tools to call. Write one at least.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof JsonObject tool) {
                tool(field + "[" + i + "]", tool, names, at);
            }
        }
    }

    private void tool(String field, JsonObject tool, Set<String> names, Position at) {
        String name = tool.get("name") instanceof JsonPrimitive text ? text.getAsString() : "";
        if (!ColumnTexts.isTemplate(name) && !TOOL.matcher(name).matches()) {
            findings.error(
                    field + ".name",
                    at,
                    "\"" + name + "\" is no name of a tool: it has letters a-z, digits, hyphens and underscores, 64 at"
                            + " most.");
        } else if (!names.add(name)) {
            findings.error(field + ".name", at, "The tool \"" + name + "\" is there twice. Rename one of them.");
        }
        for (String part : List.of("parameters", "result")) {
            if (tool.get(part) instanceof JsonObject schema) {
                schema(field + "." + part, schema, at);
            }
        }
    }
}
