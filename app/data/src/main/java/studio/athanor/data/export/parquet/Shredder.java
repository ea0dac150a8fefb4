package studio.athanor.data.export.parquet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes values apart into the columns of a file. */
sealed interface Shredder {

    /** Adds a value, or null, at a place where everything above is there. */
    void add(@Nullable JsonElement value, int repetition, int definition) throws UnfitValueException;

    /** Adds that something above is not there. */
    void addAbsent(int repetition, int definition);

    /** Makes the shredder of a field; columns are told in the order of the file. */
    static Shredder of(Field field, List<String> above, int repetition, int definition, Consumer<LeafColumn> columns) {
        List<String> path = joined(above, field.name());
        return switch (field.type()) {
            case FieldType.Leaf leaf -> {
                LeafColumn column = new LeafColumn(path, leaf, repetition, definition + 1);
                columns.accept(column);
                yield new OfLeaf(column);
            }
            case FieldType.ListOf list ->
                new OfList(
                        path.getFirst(),
                        list,
                        repetition + 1,
                        of(
                                new Field("element", list.element()),
                                joined(path, "list"),
                                repetition + 1,
                                definition + 2,
                                columns));
            case FieldType.Struct struct ->
                new OfStruct(
                        path.getFirst(),
                        struct,
                        struct.fields().stream()
                                .map(part -> of(part, path, repetition, definition + 1, columns))
                                .toList());
        };
    }

    private static List<String> joined(List<String> above, String name) {
        List<String> path = new ArrayList<>(above);
        path.add(name);
        return path;
    }

    /** A value without parts. */
    record OfLeaf(LeafColumn column) implements Shredder {
        @Override
        public void add(@Nullable JsonElement value, int repetition, int definition) throws UnfitValueException {
            if (value == null || value.isJsonNull()) {
                column.addAbsent(repetition, definition);
            } else {
                column.add(value, repetition);
            }
        }

        @Override
        public void addAbsent(int repetition, int definition) {
            column.addAbsent(repetition, definition);
        }
    }

    /** An optional group with a repeated group {@code list} of optional elements. */
    record OfList(String column, FieldType type, int ownRepetition, Shredder element) implements Shredder {
        @Override
        public void add(@Nullable JsonElement value, int repetition, int definition) throws UnfitValueException {
            if (value == null || value.isJsonNull()) {
                element.addAbsent(repetition, definition);
                return;
            }
            if (!(value instanceof JsonArray array)) {
                throw new UnfitValueException(column, type, value);
            }
            if (array.isEmpty()) {
                element.addAbsent(repetition, definition + 1);
            }
            int next = repetition;
            for (JsonElement each : array) {
                element.add(each, next, definition + 2);
                next = ownRepetition;
            }
        }

        @Override
        public void addAbsent(int repetition, int definition) {
            element.addAbsent(repetition, definition);
        }
    }

    /** An optional group. */
    record OfStruct(String column, FieldType.Struct type, List<Shredder> parts) implements Shredder {
        @Override
        public void add(@Nullable JsonElement value, int repetition, int definition) throws UnfitValueException {
            if (value == null || value.isJsonNull()) {
                addAbsent(repetition, definition);
                return;
            }
            if (!(value instanceof JsonObject object)) {
                throw new UnfitValueException(column, type, value);
            }
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).add(object.get(type.fields().get(i).name()), repetition, definition + 1);
            }
        }

        @Override
        public void addAbsent(int repetition, int definition) {
            parts.forEach(part -> part.addAbsent(repetition, definition));
        }
    }
}
