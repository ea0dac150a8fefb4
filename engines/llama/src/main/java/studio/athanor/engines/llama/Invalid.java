package studio.athanor.engines.llama;

import studio.athanor.engines.spi.EngineException.InvalidRequest;

/** Refusals of values that are out of range. */
final class Invalid {

    private Invalid() {}

    static void requireRange(String field, double value, double least, double most) throws InvalidRequest {
        if (!(value >= least && value <= most)) {
            throw refusal(field, number(value), "from " + number(least) + " to " + number(most));
        }
    }

    static InvalidRequest refusal(String field, String value, String range) {
        return new InvalidRequest(
                "The value " + value + " of " + field + " is out of range: it must be " + range + ".",
                "Set " + field + " to a value " + range + ".",
                null);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
