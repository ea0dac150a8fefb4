package studio.athanor.data.ask;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.grammar.GrammarOptions;
import studio.athanor.engines.grammar.JsonSchemaGrammar;
import studio.athanor.engines.grammar.SchemaException;

/**
 * The tools of a conversation: how they are described to a model, and the grammars of its turns and of the tools' results. A
 * model needs no training on tools, nor a template that knows them: the grammar leaves it the choice between a call and an
 * answer, and nothing else.
 *
 * @param tools by name
 * @param turn the grammar of a call or an answer
 * @param answer the grammar of an answer
 */
record ToolSet(Map<String, Tool> tools, Grammar turn, Grammar answer) {

    static final String NAME = "name";
    static final String ARGUMENTS = "arguments";
    static final String ANSWER = "answer";

    private static final String NOT_BLANK = "\\S";
    private static final String HOW_TO_CALL = """
            To use a tool, write {"name": "the tool", "arguments": {...}}; you are then given its result. When you can answer \
            the user, write {"answer": "your answer"}. Write one JSON object and nothing else.""";

    /**
     * A tool.
     *
     * @param described how a model is told of it: name, description, parameters
     * @param result the grammar of what it gives back
     */
    record Tool(String name, String description, JsonObject described, Optional<JsonElement> returns, Grammar result) {}

    /**
     * Reads a JSON list of {@code {name, description, parameters, result}}; the OpenAI form with {@code function} around it
     * is read as well.
     *
     * @throws SchemaException if the list is malformed or no grammar can hold a schema in it
     */
    static ToolSet of(String json) throws SchemaException {
        if (!(Json.read(json).orElse(JsonNull.INSTANCE) instanceof JsonArray list) || list.isEmpty()) {
            throw new SchemaException("", "of the tools is not a JSON list", "Write a list of tools.");
        }
        Map<String, Tool> tools = new LinkedHashMap<>();
        JsonArray ways = new JsonArray();
        for (int i = 0; i < list.size(); i++) {
            JsonObject entry = entry(list.get(i), i);
            Tool tool = tool(entry, i);
            if (tools.put(tool.name(), tool) != null) {
                throw new SchemaException("/" + i, "of the tools repeats the name " + tool.name(), "Give it another.");
            }
            JsonElement parameters = entry.has("parameters") ? entry.get("parameters") : anyObject();
            ways.add(callSchema(tool.name(), moved(parameters, "#/anyOf/" + i + "/properties/" + ARGUMENTS)));
        }
        JsonObject answer = answerSchema();
        ways.add(answer);
        JsonObject turn = new JsonObject();
        turn.add("anyOf", ways);
        return new ToolSet(
                tools, JsonSchemaGrammar.compile(Json.write(turn)), JsonSchemaGrammar.compile(Json.write(answer)));
    }

    private static JsonObject entry(JsonElement element, int index) throws SchemaException {
        if (element instanceof JsonObject object) {
            JsonObject inner = object.get("function") instanceof JsonObject function ? function : object;
            if (inner.get(NAME) instanceof JsonPrimitive name
                    && name.isString()
                    && !name.getAsString().isBlank()) {
                return inner;
            }
        }
        throw new SchemaException("/" + index, "of the tools has no name", "Write an object with name and parameters.");
    }

    private static Tool tool(JsonObject entry, int index) throws SchemaException {
        String name = entry.get(NAME).getAsString();
        String description = entry.get("description") instanceof JsonPrimitive text ? text.getAsString() : "";
        JsonObject described = new JsonObject();
        described.addProperty(NAME, name);
        described.addProperty("description", description);
        described.add("parameters", entry.has("parameters") ? entry.get("parameters") : anyObject());
        Optional<JsonElement> returns = Optional.ofNullable(entry.get("result"));
        try {
            Grammar result = returns.isPresent()
                    ? JsonSchemaGrammar.compile(Json.write(returns.get()))
                    : JsonSchemaGrammar.compile(
                            Json.write(anyObject()), GrammarOptions.standard().withBounds(200, 10, 8));
            return new Tool(name, description, described, returns, result);
        } catch (SchemaException e) {
            throw new SchemaException("/" + index + "/result" + e.pointer(), e.problem(), e.remedy());
        }
    }

    private static JsonObject anyObject() {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "object");
        return schema;
    }

    private static JsonObject callSchema(String name, JsonElement parameters) {
        JsonObject named = new JsonObject();
        named.addProperty("const", name);
        JsonObject properties = new JsonObject();
        properties.add(NAME, named);
        properties.add(ARGUMENTS, parameters);
        return closed(properties);
    }

    private static JsonObject answerSchema() {
        JsonObject text = new JsonObject();
        text.addProperty("type", "string");
        text.addProperty("pattern", NOT_BLANK);
        JsonObject properties = new JsonObject();
        properties.add(ANSWER, text);
        return closed(properties);
    }

    private static JsonObject closed(JsonObject properties) {
        JsonArray required = new JsonArray();
        properties.keySet().forEach(required::add);
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "object");
        schema.add("properties", properties);
        schema.add("required", required);
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    /** Returns a schema whose references to itself hold where it is put. */
    private static JsonElement moved(JsonElement schema, String place) {
        return switch (schema) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.entrySet()
                        .forEach(entry -> copy.add(
                                entry.getKey(),
                                entry.getKey().equals("$ref") && isText(entry.getValue())
                                        ? new JsonPrimitive(
                                                movedReference(entry.getValue().getAsString(), place))
                                        : moved(entry.getValue(), place)));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(item -> copy.add(moved(item, place)));
                yield copy;
            }
            default -> schema;
        };
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static String movedReference(String reference, String place) {
        return reference.equals("#") || reference.startsWith("#/") ? place + reference.substring(1) : reference;
    }

    /** Returns the recipe's system text, if there is one, and what there is to know of the tools. */
    String system(Optional<String> own) {
        StringBuilder text = new StringBuilder();
        own.ifPresent(system -> text.append(system).append("\n\n"));
        text.append("You can use these tools:\n");
        tools.values().forEach(tool -> text.append(Json.write(tool.described())).append('\n'));
        return text.append(HOW_TO_CALL).toString();
    }
}
