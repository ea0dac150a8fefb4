package studio.athanor.engines.gguf;

/** Names of value types in messages. */
final class TypeRule {

    private TypeRule() {}

    static String name(GgufValue value) {
        return value instanceof GgufArray array
                ? "array of " + array.elementType()
                : value.type().toString();
    }
}
