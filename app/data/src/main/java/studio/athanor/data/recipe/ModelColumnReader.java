package studio.athanor.data.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.recipe.yaml.YamlWriter;
import studio.athanor.engines.spi.text.Sampling;

/** Reads columns that models write. */
final class ModelColumnReader {

    static final int MAX_TOKENS = 512;
    static final int LOW = 1;
    static final int HIGH = 5;
    static final int MIN_TURNS = 1;
    static final int MAX_TURNS = 3;
    static final int MAX_CALLS = 4;

    private final SequencedMap<String, ModelSlot> slots;
    private final SchemaReader schemas;

    ModelColumnReader(SequencedMap<String, ModelSlot> slots, SchemaReader schemas) {
        this.slots = slots;
        this.schemas = schemas;
    }

    ColumnKind.Text text(Fields fields) {
        return new ColumnKind.Text(call(fields));
    }

    ColumnKind.Structured structured(Fields fields) {
        return new ColumnKind.Structured(call(fields), schemas.require(fields));
    }

    ColumnKind.Choice choice(Fields fields) {
        return new ColumnKind.Choice(call(fields), fields.texts("options"));
    }

    ColumnKind.Score score(Fields fields) {
        List<String> judges = judges(fields);
        String first = judges.isEmpty() ? "" : judges.getFirst();
        Optional<ColumnKind.Score.Pair> pair = fields.take("pair").flatMap(ModelColumnReader::pair);
        return new ColumnKind.Score(
                judges,
                call(fields, first, fields.text("prompt")),
                criteria(fields, pair.isPresent()),
                fields.small("low", LOW),
                fields.small("high", HIGH),
                fields.truth("reasons", false),
                pair);
    }

    private List<String> judges(Fields fields) {
        Optional<Field> judges = fields.take("judges");
        if (judges.isEmpty()) {
            return List.of(slot(fields, "model"));
        }
        if (fields.take("model").isPresent()) {
            fields.error("model", "\"judges\" is there as well. Keep one of the two.");
        }
        List<String> names = judges.get().texts();
        if (names.isEmpty()) {
            fields.error("judges", "\"judges\" names no slot. Name one at least.");
        }
        return names;
    }

    private static Optional<ColumnKind.Score.Pair> pair(Field field) {
        List<String> columns = field.texts();
        if (columns.size() != 2) {
            if (field.isList()) {
                field.problems().error(field.at(), field.path(), "\"pair\" names two columns, as [first, second].");
            }
            return Optional.empty();
        }
        return Optional.of(new ColumnKind.Score.Pair(columns.getFirst(), columns.getLast()));
    }

    private static SequencedMap<String, String> criteria(Fields fields, boolean optional) {
        SequencedMap<String, String> criteria = new LinkedHashMap<>();
        Optional<Field> field = optional ? fields.take("criteria") : fields.require("criteria");
        for (Field.Named each : field.map(Field::named).orElse(List.of())) {
            criteria.put(
                    each.name(),
                    each.value().isNull() ? "" : each.value().text().orElse(""));
        }
        return criteria;
    }

    ColumnKind.Conversation conversation(Fields fields) {
        return new ColumnKind.Conversation(
                part(fields, "user", true),
                part(fields, "assistant", false),
                fields.small("min-turns", MIN_TURNS),
                fields.small("max-turns", MAX_TURNS));
    }

    private ModelCall part(Fields fields, String name, boolean prompted) {
        Optional<Fields> part =
                fields.require(name).flatMap(field -> field.fields("\"" + name + "\" of a conversation"));
        if (part.isEmpty()) {
            return new ModelCall("", Optional.empty(), "", Optional.empty(), MAX_TOKENS, false);
        }
        String slot = slot(part.get(), "model");
        ModelCall call = call(part.get(), slot, prompted ? part.get().text("prompt") : "");
        part.get().close();
        return call;
    }

    ColumnKind.ToolConversation toolConversation(Fields fields) {
        ModelCall call = call(fields);
        return new ColumnKind.ToolConversation(
                call,
                fields.require("tools").map(ModelColumnReader::tools).orElse("[]"),
                fields.text("simulator", call.model()),
                fields.small("max-calls", MAX_CALLS));
    }

    private static String tools(Field field) {
        if (field.isText()) {
            return field.text().orElse("[]");
        }
        if (!field.isList()) {
            field.wrong("a list of tools, or a template of one", "");
            return "[]";
        }
        for (Field tool : field.items()) {
            tool.fields("a tool").ifPresent(ModelColumnReader::checkTool);
        }
        return YamlWriter.json(field.json());
    }

    private static void checkTool(Fields tool) {
        tool.text("name");
        tool.text("description", "");
        tool.require("parameters").ifPresent(each -> each.fields("\"parameters\", a JSON Schema,"));
        tool.take("result").ifPresent(each -> each.fields("\"result\", a JSON Schema,"));
        tool.close();
    }

    ColumnKind.Embedding embedding(Fields fields) {
        return new ColumnKind.Embedding(slot(fields, "model"), fields.text("template"));
    }

    private ModelCall call(Fields fields) {
        String slot = slot(fields, "model");
        return call(fields, slot, fields.text("prompt"));
    }

    private ModelCall call(Fields fields, String slot, String prompt) {
        Sampling base = base(slots, slot);
        return new ModelCall(
                slot,
                fields.maybeText("system"),
                prompt,
                fields.take("sampling").map(field -> SamplingFields.read(field, base)),
                fields.small("max-tokens", MAX_TOKENS),
                fields.truth("reasoning", false));
    }

    /** Reads the name of a slot; where a recipe has one slot only, that is the one. */
    private String slot(Fields fields, String name) {
        Optional<Field> field = fields.take(name);
        if (field.isEmpty() && slots.size() == 1) {
            return slots.firstEntry().getKey();
        }
        if (field.isEmpty()) {
            fields.missing(name);
        }
        return field.flatMap(Field::text).orElse("");
    }

    /** Returns the slot's sampling, on which a column's stands. */
    static Sampling base(Map<String, ModelSlot> slots, String slot) {
        ModelSlot known = slots.get(slot);
        return known == null ? Sampling.defaults() : known.sampling();
    }
}
