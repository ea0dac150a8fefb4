package studio.athanor.engines.gguf;

import java.util.Objects;

/** A metadata value with the exact type it has in the file; engines refuse the right number in the wrong type. */
public sealed interface GgufValue permits GgufValue.Whole, GgufValue.Real, GgufValue.Flag, GgufValue.Text, GgufArray {

    /** Returns the type that the file gives this value; {@link GgufValueType#ARRAY} for arrays. */
    GgufValueType type();

    /** Returns the value in a short form for people; arrays as their element type and count. */
    String display();

    /**
     * A whole number of any width.
     *
     * @param type one of the whole types
     * @param number the value; an UINT64 of 2^63 or more is negative here
     */
    record Whole(GgufValueType type, long number) implements GgufValue {
        public Whole {
            if (!type.isWhole()) {
                throw new IllegalArgumentException(type + " is not a whole type");
            }
        }

        @Override
        public String display() {
            return type == GgufValueType.UINT64 ? Long.toUnsignedString(number) : Long.toString(number);
        }
    }

    /**
     * A floating-point number.
     *
     * @param type FLOAT32 or FLOAT64
     * @param number the value
     */
    record Real(GgufValueType type, double number) implements GgufValue {
        public Real {
            if (type != GgufValueType.FLOAT32 && type != GgufValueType.FLOAT64) {
                throw new IllegalArgumentException(type + " is not a floating-point type");
            }
        }

        @Override
        public String display() {
            return type == GgufValueType.FLOAT32 ? Float.toString((float) number) : Double.toString(number);
        }
    }

    /** A truth value. */
    record Flag(boolean value) implements GgufValue {
        @Override
        public GgufValueType type() {
            return GgufValueType.BOOL;
        }

        @Override
        public String display() {
            return Boolean.toString(value);
        }
    }

    /** A string; bytes that were not UTF-8 read as U+FFFD. */
    record Text(String value) implements GgufValue {
        public Text {
            Objects.requireNonNull(value);
        }

        @Override
        public GgufValueType type() {
            return GgufValueType.STRING;
        }

        @Override
        public String display() {
            return value;
        }
    }

    /** Returns an UINT32. */
    static GgufValue u32(long number) {
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(number + " is not an UINT32");
        }
        return new Whole(GgufValueType.UINT32, number);
    }

    /** Returns an UINT16. */
    static GgufValue u16(int number) {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException(number + " is not an UINT16");
        }
        return new Whole(GgufValueType.UINT16, number);
    }

    /** Returns an INT32. */
    static GgufValue i32(int number) {
        return new Whole(GgufValueType.INT32, number);
    }

    /** Returns a FLOAT32. */
    static GgufValue f32(float number) {
        return new Real(GgufValueType.FLOAT32, number);
    }

    /** Returns a BOOL. */
    static GgufValue flag(boolean value) {
        return new Flag(value);
    }

    /** Returns a STRING. */
    static GgufValue text(String value) {
        return new Text(value);
    }
}
