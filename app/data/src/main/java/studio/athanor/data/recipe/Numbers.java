package studio.athanor.data.recipe;

import com.google.gson.JsonPrimitive;

/** Numbers as people write them: 1 and not 1.0. */
final class Numbers {

    private static final double EXACT = 1L << 53;

    private Numbers() {}

    static JsonPrimitive json(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT
                ? new JsonPrimitive((long) number)
                : new JsonPrimitive(number);
    }

    static JsonPrimitive json(float number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT
                ? new JsonPrimitive((long) number)
                : new JsonPrimitive(number);
    }
}
