package studio.athanor.engines.chattemplate.jinja;

import java.math.BigInteger;

/**
 * A whole number of any size.
 *
 * @param value the number
 */
record IntValue(BigInteger value) implements Value {

    static IntValue of(long value) {
        return new IntValue(BigInteger.valueOf(value));
    }

    @Override
    public String typeName() {
        return "int";
    }

    @Override
    public boolean truth() {
        return value.signum() != 0;
    }
}
