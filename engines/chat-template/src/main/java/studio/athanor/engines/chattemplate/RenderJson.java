package studio.athanor.engines.chattemplate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import studio.athanor.engines.chattemplate.jinja.JinjaTemplate;
import studio.athanor.engines.chattemplate.jinja.Limits;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.chattemplate.jinja.Value;
import studio.athanor.engines.chattemplate.json.StrictJson;
import studio.athanor.engines.spi.EngineException;

/**
 * Renders a template with variables from a JSON object, nothing adapted.
 *
 * <p>The object holds {@code messages}, {@code tools} and any other variables as they are; {@code now}, an ISO date-time,
 * is what {@code strftime_now} tells instead. Variables that transformers always passes have its defaults: {@code tools}
 * and {@code documents} none, {@code add_generation_prompt} true, {@code bos_token} {@code <s>} and {@code eos_token}
 * {@code </s>}.
 */
public final class RenderJson {

    private static final String JSON_REMEDY = "Give a JSON object with \"messages\", an array.";

    private RenderJson() {}

    /**
     * Renders a template.
     *
     * @param source the template
     * @param json the object
     * @param clock what {@code strftime_now} tells if the object has no {@code now}
     * @throws TemplateException if the template is malformed, refuses the variables, fails or exceeds its limits
     * @throws EngineException.InvalidRequest if the JSON is not such an object
     */
    public static String render(String source, String json, Supplier<LocalDateTime> clock)
            throws TemplateException, EngineException.InvalidRequest {
        Optional<JsonElement> parsed = StrictJson.parse(json);
        if (parsed.isEmpty() || !(parsed.get() instanceof JsonObject object)) {
            throw new EngineException.InvalidRequest("The variables are not a JSON object", JSON_REMEDY, null);
        }
        Map<String, Value> variables = new LinkedHashMap<>();
        variables.put("messages", Value.ofJson(new com.google.gson.JsonArray()));
        variables.put("tools", Value.none());
        variables.put("documents", Value.none());
        variables.put("add_generation_prompt", Value.of(true));
        variables.put("bos_token", Value.of("<s>"));
        variables.put("eos_token", Value.of("</s>"));
        Supplier<LocalDateTime> now = clock;
        for (Map.Entry<String, JsonElement> variable : object.asMap().entrySet()) {
            if (variable.getKey().equals("now")) {
                LocalDateTime time = time(variable.getValue());
                now = () -> time;
            } else {
                variables.put(variable.getKey(), value(variable.getValue()));
            }
        }
        return JinjaTemplate.parse(source).render(variables, now, Limits.defaults());
    }

    private static Value value(JsonElement json) throws EngineException.InvalidRequest {
        try {
            return Value.ofJson(json);
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidRequest(
                    "The variables cannot be used: " + e.getMessage(), JSON_REMEDY, null);
        }
    }

    private static LocalDateTime time(JsonElement json) throws EngineException.InvalidRequest {
        String text = json.isJsonPrimitive() ? json.getAsString() : json.toString();
        try {
            return text.matches(".*(?:Z|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(text).toLocalDateTime()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException e) {
            throw new EngineException.InvalidRequest(
                    "\"now\" is not an ISO date-time: " + text, "Write it as 2026-03-14T15:09:26.", null);
        }
    }
}
