package studio.athanor.data.sample.source;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.row.PqInterval;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.StructAccessor;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.time.Period;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns rows of Parquet into JSON. */
final class ParquetValues {

    private final Set<String> jsonFields = new HashSet<>();

    /** Learns which texts are JSON. */
    ParquetValues(FileSchema schema) {
        for (SchemaNode child : schema.getRootNode().children()) {
            if (child instanceof SchemaNode.PrimitiveNode node && node.logicalType() instanceof LogicalType.JsonType) {
                jsonFields.add(node.name());
            }
        }
    }

    /** Returns a row as an object, names in the file's order. */
    JsonObject row(StructAccessor row) {
        JsonObject object = struct(row);
        for (String field : jsonFields) {
            if (object.get(field) instanceof JsonPrimitive text && text.isString()) {
                object.add(field, parsed(text));
            }
        }
        return object;
    }

    private static JsonElement parsed(JsonPrimitive text) {
        try {
            return StrictJson.parse(text.getAsString());
        } catch (JsonParseException _) {
            return text;
        }
    }

    private static JsonObject struct(StructAccessor struct) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < struct.getFieldCount(); i++) {
            object.add(struct.getFieldName(i), struct.isNull(i) ? JsonNull.INSTANCE : value(struct.getValue(i)));
        }
        return object;
    }

    private static JsonElement value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Boolean flag -> new JsonPrimitive(flag);
            case Float number -> Float.isFinite(number) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
            case Double number -> Double.isFinite(number) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
            case Number number -> new JsonPrimitive(number);
            case byte[] bytes -> new JsonPrimitive(text(bytes));
            case StructAccessor struct -> struct(struct);
            case PqList list -> list(list);
            case PqMap map -> map(map);
            case PqInterval interval -> new JsonPrimitive(text(interval));
            default -> new JsonPrimitive(String.valueOf(value));
        };
    }

    private static JsonArray list(PqList list) {
        JsonArray array = new JsonArray(list.size());
        for (int i = 0; i < list.size(); i++) {
            array.add(list.isNull(i) ? JsonNull.INSTANCE : value(list.get(i)));
        }
        return array;
    }

    private static JsonObject map(PqMap map) {
        JsonObject object = new JsonObject();
        for (PqMap.Entry entry : map.getEntries()) {
            JsonElement key = value(entry.getKey());
            String name = key instanceof JsonPrimitive primitive ? primitive.getAsString() : key.toString();
            object.add(name, entry.isValueNull() ? JsonNull.INSTANCE : value(entry.getValue()));
        }
        return object;
    }

    private static String text(byte[] bytes) {
        try {
            return Utf8.text(bytes, 0, bytes.length);
        } catch (MalformedRecordException _) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    private static String text(PqInterval interval) {
        Period period = Period.of(0, Math.toIntExact(interval.months()), Math.toIntExact(interval.days()));
        return period + "T" + interval.milliseconds() / 1000.0 + "S";
    }
}
