package studio.athanor.desktop.data;

import static studio.athanor.desktop.data.FormField.choice;
import static studio.athanor.desktop.data.FormField.code;
import static studio.athanor.desktop.data.FormField.flag;
import static studio.athanor.desktop.data.FormField.line;
import static studio.athanor.desktop.data.FormField.named;
import static studio.athanor.desktop.data.FormField.number;

import java.util.Arrays;
import java.util.List;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.recipe.RowCheck.Length.Unit;
import studio.athanor.data.recipe.RowCheck.Novelty.Method;
import studio.athanor.data.recipe.RowCheck.Parses.Syntax;
import studio.athanor.data.row.Position;
import studio.athanor.desktop.data.FormField.Kind;

/** The kinds of checks, with the fields of each one's form. */
enum CheckForm implements FormKind {
    LENGTH(choice("lengthUnit", names(Unit.values())), number("min", "1"), number("max", "")),
    REGEX(line("pattern", ".+"), flag("whole"), flag("absent")),
    LANGUAGE(line("language", "en"), number("confidence", "0.6")),
    PARSES(choice("syntax", names(Syntax.values()))),
    SCHEMA(code("schema", "{\"type\": \"object\"}")),
    NUMERIC(number("min", ""), number("max", ""), flag("wholeNumber")),
    EXPRESSION(line("condition", "value != ''")),
    NOVELTY(
            choice("method", names(Method.values())),
            number("threshold", "0.8"),
            named("column", Kind.COLUMN_OR_NONE),
            named("embedder", Kind.SLOT_OR_NONE));

    @SuppressWarnings("ImmutableEnumChecker") // List.of, of records
    private final List<FormField> fields;

    CheckForm(FormField... fields) {
        this.fields = List.of(fields);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Override
    public List<FormField> fields() {
        return fields;
    }

    static CheckForm of(RowCheck check) {
        return switch (check) {
            case RowCheck.Length _ -> LENGTH;
            case RowCheck.Regex _ -> REGEX;
            case RowCheck.Language _ -> LANGUAGE;
            case RowCheck.Parses _ -> PARSES;
            case RowCheck.Schema _ -> SCHEMA;
            case RowCheck.Numeric _ -> NUMERIC;
            case RowCheck.Expression _ -> EXPRESSION;
            case RowCheck.Novelty _ -> NOVELTY;
        };
    }

    static FormValues values(RowCheck check) {
        return FormValues.with(form -> {
            switch (check) {
                case RowCheck.Length length ->
                    form.put("lengthUnit", length.unit().name())
                            .put("min", length.min())
                            .put("max", length.max());
                case RowCheck.Regex regex ->
                    form.put("pattern", regex.pattern())
                            .put("whole", regex.whole())
                            .put("absent", regex.absent());
                case RowCheck.Language language ->
                    form.put("language", language.code()).putNumber("confidence", language.confidence());
                case RowCheck.Parses parses ->
                    form.put("syntax", parses.syntax().name());
                case RowCheck.Schema schema -> form.put("schema", CellWords.pretty(schema.schema()));
                case RowCheck.Numeric numeric ->
                    form.put("min", numeric.min()).put("max", numeric.max()).put("wholeNumber", numeric.whole());
                case RowCheck.Expression expression -> form.put("condition", expression.expression());
                case RowCheck.Novelty novelty ->
                    form.put("method", novelty.method().name())
                            .putNumber("threshold", novelty.threshold())
                            .put("column", novelty.column().orElse(""))
                            .put("embedder", novelty.embedder().orElse(""));
            }
        });
    }

    RowCheck check(FormValues values, Position at) throws FormMistake {
        return switch (this) {
            case LENGTH ->
                new RowCheck.Length(
                        values.constant("lengthUnit", Unit.class),
                        values.optionalWhole("min"),
                        values.optionalWhole("max"),
                        at);
            case REGEX -> new RowCheck.Regex(values.needed("pattern"), values.flag("whole"), values.flag("absent"), at);
            case LANGUAGE -> new RowCheck.Language(values.needed("language"), values.number("confidence"), at);
            case PARSES -> new RowCheck.Parses(values.constant("syntax", Syntax.class), at);
            case SCHEMA -> new RowCheck.Schema(values.json("schema"), at);
            case NUMERIC ->
                new RowCheck.Numeric(
                        values.optionalNumber("min"), values.optionalNumber("max"), values.flag("wholeNumber"), at);
            case EXPRESSION -> new RowCheck.Expression(values.needed("condition"), at);
            case NOVELTY ->
                new RowCheck.Novelty(
                        values.constant("method", Method.class),
                        values.optional("column"),
                        values.number("threshold"),
                        values.optional("embedder"),
                        at);
        };
    }
}
