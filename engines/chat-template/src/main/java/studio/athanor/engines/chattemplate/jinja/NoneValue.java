package studio.athanor.engines.chattemplate.jinja;

/** Python's {@code None}. */
enum NoneValue implements Value {
    NONE;

    @Override
    public String typeName() {
        return "NoneType";
    }

    @Override
    public boolean truth() {
        return false;
    }
}
