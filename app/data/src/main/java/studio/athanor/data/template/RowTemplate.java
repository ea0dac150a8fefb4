package studio.athanor.data.template;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import studio.athanor.engines.chattemplate.jinja.JinjaTemplate;
import studio.athanor.engines.chattemplate.jinja.Limits;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.chattemplate.jinja.Value;

/**
 * A Jinja template over the values of a row, in the interpreter that renders chat templates: it sees values and nothing
 * else. Immutable, for any thread. It knows no clock, so that a cell is the same whenever it is made.
 */
public final class RowTemplate {

    private static final LocalDateTime NO_CLOCK = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final String source;
    private final JinjaTemplate template;

    private RowTemplate(String source, JinjaTemplate template) {
        this.source = source;
        this.template = template;
    }

    /**
     * Parses a template.
     *
     * @throws TemplateException.Malformed if it is not Jinja
     */
    public static RowTemplate parse(String source) throws TemplateException {
        return new RowTemplate(source, JinjaTemplate.parse(source));
    }

    /**
     * Parses an expression, as in {@code score >= 3 and label != 'spam'}; {@link #evaluate} gives its value.
     *
     * @throws TemplateException.Malformed if it is not an expression
     */
    public static RowTemplate expression(String expression) throws TemplateException {
        return new RowTemplate(expression, JinjaTemplate.parse("{{ (" + expression + ") | tojson }}"));
    }

    /**
     * Parses an expression that is true or false, as Jinja sees it: nothing, zero and what is empty are false; {@link #holds} tells
     * which.
     *
     * @throws TemplateException.Malformed if it is not an expression
     */
    public static RowTemplate condition(String expression) throws TemplateException {
        return new RowTemplate(expression, JinjaTemplate.parse("{{ (not not (" + expression + ")) | tojson }}"));
    }

    /** Returns what was parsed. */
    public String source() {
        return source;
    }

    /** Returns the names that it reads and does not make itself: columns, mostly. */
    public Set<String> names() {
        return template.freeNames();
    }

    /**
     * Renders with the values of a row.
     *
     * @param values by name
     * @throws TemplateException if it fails on them
     */
    public String render(Map<String, JsonElement> values) throws TemplateException {
        Map<String, Value> variables = HashMap.newHashMap(values.size());
        values.forEach((name, value) -> variables.put(name, Value.ofJson(value)));
        return template.render(variables, () -> NO_CLOCK, Limits.defaults());
    }

    /**
     * Tells whether a {@link #condition} is true of the values of a row.
     *
     * @throws TemplateException if it fails on them
     */
    public boolean holds(Map<String, JsonElement> values) throws TemplateException {
        return evaluate(values).getAsBoolean();
    }

    /**
     * Returns the value of an {@link #expression}.
     *
     * @throws TemplateException if it fails on the values, or its value has no form in JSON
     */
    public JsonElement evaluate(Map<String, JsonElement> values) throws TemplateException {
        String json = render(values);
        try {
            return JsonParser.parseString(json);
        } catch (JsonParseException e) {
            throw new TemplateException.Failed("The expression's value is not JSON: " + json, 1);
        }
    }
}
