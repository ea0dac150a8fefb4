package studio.athanor.desktop.data;

import static studio.athanor.desktop.data.FormField.choice;
import static studio.athanor.desktop.data.FormField.code;
import static studio.athanor.desktop.data.FormField.flag;
import static studio.athanor.desktop.data.FormField.line;
import static studio.athanor.desktop.data.FormField.list;
import static studio.athanor.desktop.data.FormField.named;
import static studio.athanor.desktop.data.FormField.number;
import static studio.athanor.desktop.data.FormField.text;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnKind.Pick.Order;
import studio.athanor.data.row.ValueType;
import studio.athanor.desktop.data.FormField.Kind;

/** The kinds of columns, with the fields of each one's form. {@link ColumnForms} reads and writes them. */
enum ColumnForm implements FormKind {
    TEXT(
            named("model", Kind.SLOT),
            text("system", ""),
            text("prompt", "…"),
            number("maxTokens", "512"),
            number("temperature", ""),
            flag("reasoning")),
    STRUCTURED(
            named("model", Kind.SLOT),
            text("system", ""),
            text("prompt", "…"),
            code(
                    "schema",
                    "{\n  \"type\": \"object\",\n  \"properties\": {\"answer\": {\"type\": \"string\"}},\n"
                            + "  \"required\": [\"answer\"],\n  \"additionalProperties\": false\n}"),
            number("maxTokens", "512"),
            number("temperature", ""),
            flag("reasoning")),
    CHOICE(
            named("model", Kind.SLOT),
            text("system", ""),
            text("prompt", "…"),
            list("options", "yes\nno"),
            number("maxTokens", "64"),
            number("temperature", ""),
            flag("reasoning")),
    SCORE(
            list("judges", ""),
            text("system", ""),
            text("prompt", "…"),
            list("criteria", "quality: how good it is"),
            number("low", "1"),
            number("high", "5"),
            flag("reasons"),
            named("first", Kind.COLUMN_OR_NONE),
            named("second", Kind.COLUMN_OR_NONE),
            number("maxTokens", "512"),
            number("temperature", ""),
            flag("reasoning")),
    CONVERSATION(
            named("user.model", Kind.SLOT),
            text("user.system", ""),
            text("user.prompt", "…"),
            number("user.maxTokens", "256"),
            named("model", Kind.SLOT),
            text("system", ""),
            number("maxTokens", "512"),
            number("temperature", ""),
            number("minTurns", "1"),
            number("maxTurns", "3")),
    TOOL_CONVERSATION(
            named("model", Kind.SLOT),
            text("system", ""),
            text("prompt", "…"),
            code("tools", "[]"),
            named("simulator", Kind.SLOT),
            number("maxCalls", "3"),
            number("maxTokens", "512"),
            number("temperature", ""),
            flag("reasoning")),
    EMBEDDING(named("model", Kind.SLOT), text("template", "…")),
    CATEGORY(list("values", "first\nsecond")),
    SUBCATEGORY(named("parent", Kind.COLUMN), list("branches", "first: one\nfirst: two\nsecond: three")),
    UNIFORM(number("low", "0"), number("high", "1"), number("decimals", "")),
    NORMAL(number("mean", "0"), number("deviation", "1"), number("min", ""), number("max", ""), number("decimals", "")),
    POISSON(number("mean", "3")),
    BERNOULLI(number("probability", "0.5")),
    INTEGER_RANGE(number("low", "1"), number("high", "10")),
    DATE_TIME(
            line("from", "2026-01-01T00:00:00Z"),
            line("to", "2027-01-01T00:00:00Z"),
            choice(
                    "unit",
                    List.of(
                            ChronoUnit.SECONDS.name(),
                            ChronoUnit.MINUTES.name(),
                            ChronoUnit.HOURS.name(),
                            ChronoUnit.DAYS.name()))),
    RANDOM_UUID(line("prefix", "")),
    PERSON(list("locales", "en_GB"), line("sex", ""), number("minAge", "18"), number("maxAge", "90")),
    PICK(named("source", Kind.SOURCE), line("sourceField", ""), choice("order", names(Order.values()))),
    CHUNK(choice("chunkField", List.of("text", "before", "document", "title", "page", "index", "offset", "tokens"))),
    EXPRESSION(text("template", "…"), choice("type", names(ValueType.values())));

    @SuppressWarnings("ImmutableEnumChecker") // List.of, of records
    private final List<FormField> fields;

    ColumnForm(FormField... fields) {
        this.fields = List.of(fields);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Override
    public List<FormField> fields() {
        return fields;
    }

    /** Tells whether a model is asked. */
    boolean asksModel() {
        return compareTo(EMBEDDING) <= 0;
    }

    static ColumnForm of(ColumnKind kind) {
        return switch (kind) {
            case ColumnKind.Text _ -> TEXT;
            case ColumnKind.Structured _ -> STRUCTURED;
            case ColumnKind.Choice _ -> CHOICE;
            case ColumnKind.Score _ -> SCORE;
            case ColumnKind.Conversation _ -> CONVERSATION;
            case ColumnKind.ToolConversation _ -> TOOL_CONVERSATION;
            case ColumnKind.Embedding _ -> EMBEDDING;
            case ColumnKind.Category _ -> CATEGORY;
            case ColumnKind.Subcategory _ -> SUBCATEGORY;
            case ColumnKind.Uniform _ -> UNIFORM;
            case ColumnKind.Normal _ -> NORMAL;
            case ColumnKind.Poisson _ -> POISSON;
            case ColumnKind.Bernoulli _ -> BERNOULLI;
            case ColumnKind.IntegerRange _ -> INTEGER_RANGE;
            case ColumnKind.DateTime _ -> DATE_TIME;
            case ColumnKind.RandomUuid _ -> RANDOM_UUID;
            case ColumnKind.Person _ -> PERSON;
            case ColumnKind.Pick _ -> PICK;
            case ColumnKind.Chunk _ -> CHUNK;
            case ColumnKind.Expression _ -> EXPRESSION;
        };
    }
}
