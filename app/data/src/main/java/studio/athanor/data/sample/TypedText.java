package studio.athanor.data.sample;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import studio.athanor.data.row.ValueType;
import studio.athanor.data.sample.source.StrictJson;
import studio.athanor.engines.chattemplate.jinja.TemplateException;

/**
 * Reads a text as a type. Text is taken as it is. For every other type the white space around it does not count, and
 * nothing or {@code None} is null.
 */
final class TypedText {

    private static final int UUID_LENGTH = 36;

    private TypedText() {}

    static JsonElement read(String text, ValueType type) throws TemplateException {
        if (type == ValueType.TEXT) {
            return new JsonPrimitive(text);
        }
        String bare = text.strip();
        if (bare.isEmpty() || bare.equals("None")) {
            return JsonNull.INSTANCE;
        }
        try {
            return typed(bare, type);
        } catch (JsonParseException | IllegalArgumentException | DateTimeException _) {
            throw new TemplateException.Failed("The text \"" + shortened(bare) + "\" is not " + words(type), 1);
        }
    }

    private static JsonElement typed(String text, ValueType type) {
        return switch (type) {
            case TEXT -> new JsonPrimitive(text);
            case INTEGER -> new JsonPrimitive(Long.valueOf(text));
            case NUMBER -> number(text);
            case BOOLEAN -> flag(text);
            case TIMESTAMP ->
                new JsonPrimitive(OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .toInstant()
                        .toString());
            case UUID -> uuid(text);
            case VECTOR -> list(text, each -> each instanceof JsonPrimitive primitive && primitive.isNumber());
            case TEXTS -> list(text, each -> each instanceof JsonPrimitive primitive && primitive.isString());
            case MESSAGES -> list(text, JsonObject.class::isInstance);
            case JSON -> StrictJson.parse(text);
        };
    }

    private static JsonElement number(String text) {
        if (StrictJson.parse(text) instanceof JsonPrimitive primitive
                && primitive.isNumber()
                && Double.isFinite(primitive.getAsDouble())) {
            return new JsonPrimitive(primitive.getAsDouble());
        }
        throw new IllegalArgumentException("Not a number");
    }

    private static JsonElement flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> new JsonPrimitive(true);
            case "false" -> new JsonPrimitive(false);
            default -> throw new IllegalArgumentException("Neither true nor false");
        };
    }

    private static JsonElement uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("Not the length of a UUID");
        }
        return new JsonPrimitive(UUID.fromString(text).toString());
    }

    private static JsonElement list(String text, Predicate<JsonElement> fits) {
        if (StrictJson.parse(text) instanceof JsonArray array
                && array.asList().stream().allMatch(fits)) {
            return array;
        }
        throw new IllegalArgumentException("Not such a list");
    }

    private static String words(ValueType type) {
        return switch (type) {
            case TEXT -> "text";
            case INTEGER -> "a whole number of 64 bits";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case TIMESTAMP -> "a date and time with its offset, as 2026-11-28T09:00:00Z";
            case UUID -> "a UUID";
            case VECTOR -> "a JSON list of numbers; the filter tojson writes one";
            case TEXTS -> "a JSON list of texts; the filter tojson writes one";
            case MESSAGES -> "a JSON list of objects; the filter tojson writes one";
            case JSON -> "JSON; the filter tojson writes it";
        };
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
