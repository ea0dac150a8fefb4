package studio.athanor.data.recipe.yaml;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What scalars without quotes mean: the core schema of YAML 1.2, in which {@code no} is a text. Two things are texts here
 * that are numbers there, as JSON has no such numbers: digits after a leading zero, as in postal codes, and what is not
 * finite.
 */
final class PlainScalars {

    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]{0,400})");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,200}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,200}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]{1,400}|(0|[1-9][0-9]{0,400})(\\.[0-9]{0,400})?)([eE][-+]?[0-9]{1,9})?");

    private PlainScalars() {}

    static JsonElement resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> JsonNull.INSTANCE;
            case "true", "True", "TRUE" -> new JsonPrimitive(true);
            case "false", "False", "FALSE" -> new JsonPrimitive(false);
            default -> number(text);
        };
    }

    /** Returns whether a text without quotes is read as a text. */
    static boolean isText(String text) {
        return resolve(text) instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static JsonElement number(String text) {
        char first = text.charAt(0);
        if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
            return new JsonPrimitive(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return whole(new BigInteger(text));
        }
        if (OCTAL.matcher(text).matches()) {
            return whole(new BigInteger(text.substring(2), 8));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return whole(new BigInteger(text.substring(2), 16));
        }
        if (DECIMAL.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(text);
        }
        return new JsonPrimitive(text);
    }

    private static JsonPrimitive whole(BigInteger value) {
        return value.bitLength() < Long.SIZE ? new JsonPrimitive(value.longValue()) : new JsonPrimitive(value);
    }
}
