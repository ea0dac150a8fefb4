package studio.athanor.data.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.export.parquet.FieldType.Leaf;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.ValueType;

/**
 * What columns are in a typed file.
 *
 * @param types by column
 */
record ColumnFields(SequencedMap<String, FieldType> types) {

    /**
     * Types all columns.
     *
     * @param seen types of those that the recipe does not tell
     */
    static ColumnFields of(Recipe recipe, Map<String, ValueType> seen) {
        SequencedMap<String, FieldType> types = new LinkedHashMap<>();
        for (Column column : recipe.columns()) {
            ValueType type = ColumnTypes.known(recipe, column).orElse(seen.getOrDefault(column.name(), ValueType.TEXT));
            boolean plainTalk = column.kind() instanceof ColumnKind.Conversation;
            types.put(column.name(), type == ValueType.MESSAGES && plainTalk ? Chat.PLAIN : of(type));
        }
        return new ColumnFields(types);
    }

    FieldType of(FieldSource source) {
        return switch (source) {
            case FieldSource.OfColumn column -> types.getOrDefault(column.name(), Leaf.TEXT);
            case FieldSource.OfTemplate _ -> Leaf.TEXT;
        };
    }

    boolean isMessages(FieldSource source) {
        FieldType type = of(source);
        return type.equals(Chat.PLAIN) || type.equals(Chat.WITH_TOOLS);
    }

    private static FieldType of(ValueType type) {
        return switch (type) {
            case TEXT -> Leaf.TEXT;
            case INTEGER -> Leaf.INTEGER;
            case NUMBER -> Leaf.DOUBLE;
            case BOOLEAN -> Leaf.BOOLEAN;
            case TIMESTAMP -> Leaf.TIMESTAMP;
            case UUID -> Leaf.UUID;
            case VECTOR -> new FieldType.ListOf(Leaf.FLOAT);
            case TEXTS -> new FieldType.ListOf(Leaf.TEXT);
            case MESSAGES -> Chat.WITH_TOOLS;
            case JSON -> Leaf.JSON;
        };
    }

    /** Returns a type that every reader of Hugging Face's library knows: UUIDs and JSON as text. */
    static FieldType portable(FieldType type) {
        return switch (type) {
            case Leaf leaf -> leaf == Leaf.JSON || leaf == Leaf.UUID ? Leaf.TEXT : leaf;
            case FieldType.ListOf list -> new FieldType.ListOf(portable(list.element()));
            case FieldType.Struct struct ->
                new FieldType.Struct(struct.fields().stream()
                        .map(field -> new Field(field.name(), portable(field.type())))
                        .toList());
        };
    }
}
