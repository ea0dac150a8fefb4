package studio.athanor.data.export.parquet;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Puts values of one column into Parquet's plain encoding; booleans as a byte each, which {@link #packed} closes up. */
final class PlainValues {

    private static final int UUID_LETTERS = 36;

    private final String column;
    private final FieldType.Leaf type;
    private final Bytes out = new Bytes();

    PlainValues(String column, FieldType.Leaf type) {
        this.column = column;
        this.type = type;
    }

    Bytes bytes() {
        return out;
    }

    void add(JsonElement value) throws UnfitValueException {
        switch (type) {
            case TEXT -> addText(value.isJsonPrimitive() ? value.getAsString() : value.toString());
            case JSON -> addText(value.toString());
            case BOOLEAN -> {
                if (!primitive(value).isBoolean()) {
                    throw unfit(value);
                }
                out.addByte(value.getAsBoolean() ? 1 : 0);
            }
            default -> addFixed(value);
        }
    }

    private void addFixed(JsonElement value) throws UnfitValueException {
        try {
            switch (type) {
                case INTEGER -> out.addLong(whole(number(value)));
                case FLOAT -> out.addInt(Float.floatToIntBits(number(value).getAsFloat()));
                case DOUBLE -> out.addLong(Double.doubleToLongBits(number(value).getAsDouble()));
                case TIMESTAMP -> out.addLong(micros(text(value)));
                default -> addUuid(text(value), value);
            }
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException _) {
            throw unfit(value);
        }
    }

    /** Returns booleans as bits, lowest first. */
    static Bytes packed(Bytes flags) {
        Bytes bits = new Bytes();
        int octet = 0;
        for (int i = 0; i < flags.size(); i++) {
            octet |= flags.array()[i] << (i & 7);
            if ((i & 7) == 7 || i == flags.size() - 1) {
                bits.addByte(octet);
                octet = 0;
            }
        }
        return bits;
    }

    private void addText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.addInt(utf8.length);
        out.add(utf8);
    }

    private void addUuid(String text, JsonElement value) throws UnfitValueException {
        if (text.length() != UUID_LETTERS) {
            throw unfit(value);
        }
        UUID uuid = UUID.fromString(text);
        out.addLong(Long.reverseBytes(uuid.getMostSignificantBits()));
        out.addLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
    }

    private JsonPrimitive primitive(JsonElement value) throws UnfitValueException {
        if (value instanceof JsonPrimitive primitive) {
            return primitive;
        }
        throw unfit(value);
    }

    private JsonPrimitive number(JsonElement value) throws UnfitValueException {
        JsonPrimitive primitive = primitive(value);
        if (!primitive.isNumber()) {
            throw unfit(value);
        }
        return primitive;
    }

    private String text(JsonElement value) throws UnfitValueException {
        JsonPrimitive primitive = primitive(value);
        if (!primitive.isString()) {
            throw unfit(value);
        }
        return primitive.getAsString();
    }

    private UnfitValueException unfit(JsonElement value) {
        return new UnfitValueException(column, type, value);
    }

    private static long whole(JsonPrimitive number) {
        String digits = number.getAsString();
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            return new BigDecimal(digits).longValueExact();
        }
    }

    private static long micros(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    }
}
