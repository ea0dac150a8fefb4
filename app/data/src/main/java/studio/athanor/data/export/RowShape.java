package studio.athanor.data.export;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.run.RunRow;

/**
 * Makes rows of a file from rows of a run, field by field.
 *
 * @param parts the fields, in the order of the file
 */
record RowShape(List<Part> parts) {

    RowShape {
        parts = List.copyOf(parts);
    }

    List<Field> fields() {
        return parts.stream().map(Part::field).toList();
    }

    /** Returns this with a field more, at the end. */
    RowShape with(Part part) {
        List<Part> all = new ArrayList<>(parts);
        all.add(part);
        return new RowShape(all);
    }

    Shaped shape(RunRow row) throws IOException {
        List<JsonElement> values = new ArrayList<>(parts.size());
        for (Part part : parts) {
            JsonElement value = part.maker().make(row);
            if (part.required() && Chat.isBlank(value)) {
                return new Shaped.Lacking(part.field().name());
            }
            values.add(value);
        }
        return new Shaped.Whole(values);
    }

    /**
     * A field of the file.
     *
     * @param required whether a row without it is left out
     */
    record Part(Field field, boolean required, Maker maker) {}

    /** Makes a field's value. */
    @FunctionalInterface
    interface Maker {
        JsonElement make(RunRow row) throws IOException;
    }

    /** A row of the file, or what it lacks. */
    sealed interface Shaped {
        record Whole(List<JsonElement> values) implements Shaped {}

        record Lacking(String field) implements Shaped {}
    }
}
