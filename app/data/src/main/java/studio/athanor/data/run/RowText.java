package studio.athanor.data.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.row.Row;

/** The texts in which rows lie in the database: their values as a JSON list in the order of the recipe's columns. */
final class RowText {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private RowText() {}

    static String json(JsonElement element) {
        return GSON.toJson(element);
    }

    static String values(List<String> columns, Map<String, JsonElement> values) {
        JsonArray list = new JsonArray(columns.size());
        for (String column : columns) {
            list.add(values.getOrDefault(column, JsonNull.INSTANCE));
        }
        return json(list);
    }

    static Row row(List<String> columns, String text) {
        JsonArray list = JsonParser.parseString(text).getAsJsonArray();
        SequencedMap<String, JsonElement> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size() && i < list.size(); i++) {
            values.put(columns.get(i), list.get(i));
        }
        return new Row(values);
    }

    static String rejection(Rejection rejection) {
        JsonObject object = new JsonObject();
        object.addProperty("column", rejection.column());
        object.addProperty("reason", rejection.reason());
        object.addProperty("detail", rejection.detail());
        rejection.near().ifPresent(near -> object.addProperty("near", near));
        return json(object);
    }

    static Rejection rejection(String text) {
        JsonObject object = JsonParser.parseString(text).getAsJsonObject();
        return new Rejection(
                object.get("column").getAsString(),
                object.get("reason").getAsString(),
                object.get("detail").getAsString(),
                object.has("near") ? OptionalLong.of(object.get("near").getAsLong()) : OptionalLong.empty());
    }

    /** Returns a value as people write it, as quotas and filters compare it: a text without quotes, all else as JSON. */
    static String plain(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : json(value);
    }
}
