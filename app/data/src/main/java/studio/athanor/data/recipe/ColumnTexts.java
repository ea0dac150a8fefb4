package studio.athanor.data.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.athanor.data.template.RowTemplate;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/** All that is Jinja in a column. */
final class ColumnTexts {

    /** What a conversation's user sees beside the columns. */
    static final Set<String> OF_TURNS = Set.of("turn", "turns", "messages");

    /** What a column's check sees beside the columns; it sees the column by its own name too. */
    static final String VALUE = "value";

    private static final Set<String> SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private final List<JinjaText> texts = new ArrayList<>();

    private ColumnTexts() {}

    /**
     * A template or an expression.
     *
     * @param field its path within the column, as {@code user.prompt}
     * @param isExpression whether it stands without braces
     * @param locals names that are not columns here
     */
    record JinjaText(String field, String source, boolean isExpression, Set<String> locals) {

        RowTemplate parse() throws TemplateException {
            return isExpression ? RowTemplate.expression(source) : RowTemplate.parse(source);
        }

        /** Returns the names that it reads; none if it is malformed. */
        Set<String> names() {
            try {
                return parse().names();
            } catch (TemplateException e) {
                return Set.of();
            }
        }
    }

    static List<JinjaText> of(Column column) {
        ColumnTexts found = new ColumnTexts();
        column.when().ifPresent(when -> found.expression("when", when, Set.of()));
        switch (column.kind()) {
            case ColumnKind.Sampler _ -> {}
            case ColumnKind.Expression expression -> found.template("template", expression.template(), Set.of());
            case ColumnKind.ModelWritten written -> found.written(written);
        }
        found.checks("checks", column.checks(), Stream.of(VALUE, column.name()).collect(Collectors.toSet()));
        return found.texts;
    }

    static List<JinjaText> ofRow(List<RowCheck> checks) {
        ColumnTexts found = new ColumnTexts();
        found.checks("checks", checks, Set.of());
        return found.texts;
    }

    /** Returns whether a text of a schema or a shape depends on the row. */
    static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    private void written(ColumnKind.ModelWritten kind) {
        switch (kind) {
            case ColumnKind.Text text -> call("", text.call(), Set.of());
            case ColumnKind.Structured structured -> {
                call("", structured.call(), Set.of());
                schema("schema", structured.schema());
            }
            case ColumnKind.Choice choice -> {
                call("", choice.call(), Set.of());
                for (int i = 0; i < choice.options().size(); i++) {
                    template("options[" + i + "]", choice.options().get(i), Set.of());
                }
            }
            case ColumnKind.Score score -> call("", score.call(), Set.of());
            case ColumnKind.Conversation talk -> {
                call("user.", talk.user(), OF_TURNS);
                talk.assistant().system().ifPresent(system -> template("assistant.system", system, Set.of()));
            }
            case ColumnKind.ToolConversation talk -> {
                call("", talk.call(), Set.of());
                template("tools", talk.tools(), Set.of());
            }
            case ColumnKind.Embedding embedding -> template("template", embedding.template(), Set.of());
        }
    }

    private void call(String prefix, ModelCall call, Set<String> locals) {
        call.system().ifPresent(system -> template(prefix + "system", system, locals));
        template(prefix + "prompt", call.prompt(), locals);
    }

    private void checks(String prefix, List<RowCheck> checks, Set<String> locals) {
        for (int i = 0; i < checks.size(); i++) {
            String field = prefix + "[" + i + "]." + CheckReader.word(checks.get(i));
            switch (checks.get(i)) {
                case RowCheck.Expression check -> expression(field, check.expression(), locals);
                case RowCheck.Language check -> template(field, check.code(), locals);
                case RowCheck.Schema _,
                        RowCheck.Regex _,
                        RowCheck.Length _,
                        RowCheck.Parses _,
                        RowCheck.Numeric _,
                        RowCheck.Novelty _ -> {}
            }
        }
    }

    private void template(String field, String source, Set<String> locals) {
        texts.add(new JinjaText(field, source, false, locals));
    }

    private void expression(String field, String source, Set<String> locals) {
        texts.add(new JinjaText(field, source, true, locals));
    }

    /** Takes the templates under {@code const} and {@code enum}. */
    private void schema(String field, String schema) {
        StrictJson.parse(schema).ifPresent(json -> schema(field, json));
    }

    private void schema(String field, JsonElement schema) {
        if (schema instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                schema(field + "[" + i + "]", list.get(i));
            }
        } else if (schema instanceof JsonObject object) {
            object.asMap().forEach((keyword, value) -> keyword(field + "." + keyword, keyword, value));
        }
    }

    private void keyword(String field, String keyword, JsonElement value) {
        if (keyword.equals("const") || keyword.equals("enum")) {
            value(field, value);
        } else if (SCHEMAS_BY_NAME.contains(keyword) && value instanceof JsonObject named) {
            for (Map.Entry<String, JsonElement> each : named.entrySet()) {
                schema(field + "." + each.getKey(), each.getValue());
            }
        } else if (!keyword.equals("default") && !keyword.equals("examples")) {
            schema(field, value);
        }
    }

    private void value(String field, JsonElement value) {
        switch (value) {
            case JsonArray list -> {
                for (int i = 0; i < list.size(); i++) {
                    value(field + "[" + i + "]", list.get(i));
                }
            }
            case JsonObject object -> object.asMap().forEach((key, each) -> value(field + "." + key, each));
            case JsonPrimitive text
            when text.isString() && isTemplate(text.getAsString()) -> template(field, text.getAsString(), Set.of());
            default -> {}
        }
    }
}
