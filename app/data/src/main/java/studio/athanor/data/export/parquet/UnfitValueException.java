package studio.athanor.data.export.parquet;

import com.google.gson.JsonElement;
import java.io.IOException;

/** A value is not of its column's type. */
public final class UnfitValueException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final String column;

    UnfitValueException(String column, FieldType type, JsonElement value) {
        super("the value " + shortened(value.toString()) + " of the column \"" + column + "\" is not " + words(type));
        this.column = column;
    }

    /** Returns the column of the file. */
    public String column() {
        return column;
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static String words(FieldType type) {
        return switch (type) {
            case FieldType.Leaf leaf ->
                switch (leaf) {
                    case TEXT, JSON -> "text";
                    case INTEGER -> "a whole number of 64 bits";
                    case FLOAT, DOUBLE -> "a number";
                    case BOOLEAN -> "true or false";
                    case TIMESTAMP -> "a date and time as 2026-11-28T09:00:00Z";
                    case UUID -> "a UUID";
                };
            case FieldType.ListOf _ -> "a list";
            case FieldType.Struct _ -> "an object";
        };
    }
}
