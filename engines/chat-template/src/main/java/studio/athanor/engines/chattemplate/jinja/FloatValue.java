package studio.athanor.engines.chattemplate.jinja;

/**
 * A floating-point number.
 *
 * @param value the number
 */
record FloatValue(double value) implements Value {

    @Override
    public String typeName() {
        return "float";
    }

    @Override
    public boolean truth() {
        return value != 0;
    }
}
