package studio.athanor.data.ask;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.grammar.Grammar;
import studio.athanor.engines.grammar.GrammarOptions;
import studio.athanor.engines.grammar.GrammarShape;
import studio.athanor.engines.grammar.SchemaException;

/**
 * A JSON Schema whose {@code const} and {@code enum} may hold templates over the row. The grammar is compiled once; a row
 * only gives the texts of the rules that depend on it. Immutable.
 */
final class RowSchema {

    private static final Pattern ONE_EXPRESSION =
            Pattern.compile("\\s*\\{\\{-?((?:(?!\\{\\{|}}).)*?)-?}}\\s*", Pattern.DOTALL);

    private final GrammarShape shape;
    private final Map<String, Hole> holes;
    private final Optional<Grammar> fixed;

    private RowSchema(GrammarShape shape, Map<String, Hole> holes, Optional<Grammar> fixed) {
        this.shape = shape;
        this.holes = holes;
        this.fixed = fixed;
    }

    /**
     * Compiles a schema.
     *
     * @throws SchemaException if no grammar can hold it
     * @throws TemplateException if a template in it is malformed
     */
    static RowSchema of(String schema) throws SchemaException, TemplateException {
        GrammarShape shape = GrammarShape.compile(schema, GrammarOptions.standard(), RowSchema::isTemplate);
        Map<String, Hole> holes = new HashMap<>();
        for (String text : shape.holes()) {
            holes.put(text, Hole.of(text));
        }
        return new RowSchema(shape, holes, holes.isEmpty() ? Optional.of(shape.bind(Map.of())) : Optional.empty());
    }

    /** Tells whether a text depends on the row. */
    static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    /**
     * Returns the grammar for a row.
     *
     * @throws NotMade if no value satisfies the schema with this row's values
     */
    Grammar grammar(Map<String, JsonElement> values) throws NotMade, TemplateException {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        try {
            return shape.bind(filling(values));
        } catch (SchemaException e) {
            throw NotMade.because(NotMade.SCHEMA, "With this row's values, no answer is possible: " + e.getMessage());
        }
    }

    private Map<String, JsonElement> filling(Map<String, JsonElement> values) throws TemplateException {
        Map<String, JsonElement> filling = new HashMap<>();
        for (Map.Entry<String, Hole> hole : holes.entrySet()) {
            filling.put(hole.getKey(), hole.getValue().value(values));
        }
        return filling;
    }

    /** A text that is one expression keeps the type of its value; others are rendered. */
    private record Hole(RowTemplate template, boolean typed) {

        static Hole of(String text) throws TemplateException {
            Matcher expression = ONE_EXPRESSION.matcher(text);
            return expression.matches()
                    ? new Hole(RowTemplate.expression(expression.group(1).strip()), true)
                    : new Hole(RowTemplate.parse(text), false);
        }

        JsonElement value(Map<String, JsonElement> values) throws TemplateException {
            return typed ? template.evaluate(values) : new JsonPrimitive(template.render(values));
        }
    }
}
