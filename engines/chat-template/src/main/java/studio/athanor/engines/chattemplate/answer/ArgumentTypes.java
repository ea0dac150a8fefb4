package studio.athanor.engines.chattemplate.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.engines.chattemplate.json.StrictJson;
import studio.athanor.engines.spi.text.Tool;

/** Tells what an argument is whose syntax is plain text, by the schema of its tool. */
final class ArgumentTypes {

    private final Map<String, JsonObject> properties = new HashMap<>();

    ArgumentTypes(List<Tool> tools) {
        for (Tool tool : tools) {
            StrictJson.parse(tool.parametersSchema())
                    .filter(JsonElement::isJsonObject)
                    .map(schema -> schema.getAsJsonObject().get("properties"))
                    .filter(JsonElement::isJsonObject)
                    .ifPresent(found -> properties.put(tool.name(), found.getAsJsonObject()));
        }
    }

    /** Returns a string where the schema wants one, else what the text is as JSON, else a string. */
    JsonElement value(String tool, String argument, String text) {
        Optional<JsonElement> json = isString(tool, argument) ? Optional.empty() : StrictJson.parse(text.strip());
        return json.orElseGet(() -> new JsonPrimitive(text));
    }

    private boolean isString(String tool, String argument) {
        JsonObject known = properties.get(tool);
        JsonElement schema = known == null ? null : known.get(argument);
        if (schema == null || !schema.isJsonObject()) {
            return false;
        }
        JsonElement type = schema.getAsJsonObject().get("type");
        return type != null && type.isJsonPrimitive() && type.getAsString().equals("string");
    }
}
