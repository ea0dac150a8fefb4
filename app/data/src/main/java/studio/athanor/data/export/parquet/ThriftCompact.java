package studio.athanor.data.export.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes structs in Thrift's compact protocol, of which Parquet's headers and footers are made. */
final class ThriftCompact {

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int LONGEST_SHORT_FORM = 15;

    private final Bytes out;
    private final List<Integer> outerFields = new ArrayList<>();
    private int lastField;

    private ThriftCompact(Bytes out) {
        this.out = out;
    }

    /** Adds a struct to bytes. */
    static void write(Bytes out, Consumer<ThriftCompact> body) {
        new ThriftCompact(out).body(body);
    }

    void i32(int field, int value) {
        header(field, I32);
        zigzag(value);
    }

    void i64(int field, long value) {
        header(field, I64);
        zigzag(value);
    }

    void bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
    }

    void text(int field, String value) {
        header(field, BINARY);
        binary(value);
    }

    void struct(int field, Consumer<ThriftCompact> body) {
        header(field, STRUCT);
        body(body);
    }

    void i32s(int field, Collection<Integer> values) {
        list(field, I32, values.size());
        values.forEach(this::zigzag);
    }

    void texts(int field, Collection<String> values) {
        list(field, BINARY, values.size());
        values.forEach(this::binary);
    }

    <T> void structs(int field, Collection<T> values, BiConsumer<ThriftCompact, T> body) {
        list(field, STRUCT, values.size());
        values.forEach(value -> body(thrift -> body.accept(thrift, value)));
    }

    private void body(Consumer<ThriftCompact> body) {
        outerFields.addLast(lastField);
        lastField = 0;
        body.accept(this);
        out.addByte(0);
        lastField = outerFields.removeLast();
    }

    private void header(int field, int type) {
        int step = field - lastField;
        if (step > 0 && step <= LONGEST_SHORT_FORM) {
            out.addByte((step << 4) | type);
        } else {
            out.addByte(type);
            zigzag(field);
        }
        lastField = field;
    }

    private void list(int field, int type, int size) {
        header(field, LIST);
        if (size < LONGEST_SHORT_FORM) {
            out.addByte((size << 4) | type);
        } else {
            out.addByte((LONGEST_SHORT_FORM << 4) | type);
            out.addVarint(size);
        }
    }

    private void binary(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.addVarint(bytes.length);
        out.add(bytes);
    }

    private void zigzag(long value) {
        out.addVarint((value << 1) ^ (value >> 63));
    }
}
