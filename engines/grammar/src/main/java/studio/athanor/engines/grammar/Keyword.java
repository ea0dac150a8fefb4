package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of keywords and says what is wrong with them. */
final class Keyword {

    private static final int MAX_EXPONENT = 300;

    private Keyword() {}

    /** Returns a count such as maxLength, or the fallback where the keyword is absent. */
    static int count(SchemaNode node, String keyword, int fallback) throws SchemaException {
        JsonElement value = node.get(keyword);
        if (value == null) {
            return fallback;
        }
        BigDecimal number = decimal(value, node.at(keyword));
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            throw new SchemaException(node.at(keyword), "is not a count", "Write an integer of at least 0.");
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    static BigDecimal decimal(JsonElement value, String pointer) throws SchemaException {
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
            throw new SchemaException(pointer, "is not a number", "Write a number.");
        }
        try {
            BigDecimal number = new BigDecimal(primitive.getAsString());
            int magnitude = number.precision() - number.scale();
            if (number.signum() != 0
                    && (Math.abs((long) magnitude) > MAX_EXPONENT || number.precision() > MAX_EXPONENT)) {
                throw new SchemaException(
                        pointer, "is a number of more than " + MAX_EXPONENT + " digits", "Use a smaller number.");
            }
            return number.signum() == 0 ? BigDecimal.ZERO : number;
        } catch (ArithmeticException | NumberFormatException _) {
            throw new SchemaException(pointer, "is a number out of range", "Use a smaller number.");
        }
    }

    static String text(SchemaNode node, String keyword) throws SchemaException {
        if (node.get(keyword) instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw new SchemaException(node.at(keyword), "is not a text", "Write it as a JSON string.");
    }

    static boolean flag(SchemaNode node, String keyword) {
        return node.get(keyword) instanceof JsonPrimitive primitive
                && primitive.isBoolean()
                && primitive.getAsBoolean();
    }

    static List<String> texts(SchemaNode node, String keyword) throws SchemaException {
        if (!(node.get(keyword) instanceof JsonArray array)) {
            throw new SchemaException(node.at(keyword), "is not a list of names", "Write a JSON array of strings.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
                throw new SchemaException(node.at(keyword), "is not a list of names", "Write a JSON array of strings.");
            }
            texts.add(primitive.getAsString());
        }
        return texts;
    }
}
