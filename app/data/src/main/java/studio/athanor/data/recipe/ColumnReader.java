package studio.athanor.data.recipe;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads a column: its type says which other fields it has. */
final class ColumnReader {

    private static final Words<ColumnType> TYPES = Words.of(ColumnType.class);

    private final ModelColumnReader models;
    private final CheckReader checks;

    ColumnReader(SequencedMap<String, ModelSlot> slots, SchemaReader schemas) {
        models = new ModelColumnReader(slots, schemas);
        checks = new CheckReader(schemas);
    }

    Optional<Column> read(Field field) {
        return field.fields("a column").flatMap(this::read);
    }

    private Optional<Column> read(Fields found) {
        Optional<Field> typed = found.take("type");
        if (typed.isEmpty()) {
            found.problems()
                    .error(
                            found.at(),
                            found.path("type"),
                            "The field \"type\" is missing: a column needs it. It is one of "
                                    + String.join(", ", TYPES.words()) + ".");
            return Optional.empty();
        }
        return typed.get().oneOf(TYPES).map(type -> {
            Fields fields = found.of("a column of type " + type.word());
            String name = fields.text("name");
            fields.take("type");
            Column column = new Column(
                    name,
                    kind(type, fields),
                    fields.truth("dropped", false),
                    fields.maybeText("when"),
                    fields.take("checks").map(checks::read).orElse(List.of()),
                    fields.at());
            fields.close();
            return column;
        });
    }

    private ColumnKind kind(ColumnType type, Fields fields) {
        return switch (type) {
            case CATEGORY -> SamplerReader.category(fields);
            case SUBCATEGORY -> SamplerReader.subcategory(fields);
            case UNIFORM -> SamplerReader.uniform(fields);
            case NORMAL -> SamplerReader.normal(fields);
            case POISSON -> new ColumnKind.Poisson(fields.number("mean"));
            case BERNOULLI -> new ColumnKind.Bernoulli(fields.number("probability"));
            case INTEGER -> new ColumnKind.IntegerRange(fields.whole("low"), fields.whole("high"));
            case DATETIME -> SamplerReader.datetime(fields);
            case UUID -> new ColumnKind.RandomUuid(fields.text("prefix", ""));
            case PERSON -> SamplerReader.person(fields);
            case PICK -> SamplerReader.pick(fields);
            case CHUNK -> new ColumnKind.Chunk(fields.text("field", "text"));
            case EXPRESSION -> SamplerReader.expression(fields);
            case TEXT -> models.text(fields);
            case STRUCTURED -> models.structured(fields);
            case CHOICE -> models.choice(fields);
            case SCORE -> models.score(fields);
            case CONVERSATION -> models.conversation(fields);
            case TOOL_CONVERSATION -> models.toolConversation(fields);
            case EMBEDDING -> models.embedding(fields);
        };
    }
}
