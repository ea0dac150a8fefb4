package studio.athanor.engines.chattemplate.jinja;

/** Python's {@code True} and {@code False}, which are also the numbers 1 and 0. */
enum BoolValue implements Value {
    FALSE,
    TRUE;

    static BoolValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String typeName() {
        return "bool";
    }

    @Override
    public boolean truth() {
        return this == TRUE;
    }
}
