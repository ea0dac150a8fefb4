package studio.athanor.data.export.parquet;

import java.util.function.Consumer;

/** How values lie in a file, and what the file says they mean: numbers of {@code parquet.thrift}. */
final class PhysicalType {

    static final int CONVERTED_LIST = 3;

    /** A struct without fields, as most logical types are. */
    static final Consumer<ThriftCompact> EMPTY = nothing -> {};

    private static final int BOOLEAN = 0;
    private static final int INT64 = 2;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 5;
    private static final int BYTE_ARRAY = 6;
    private static final int FIXED_LENGTH_BYTE_ARRAY = 7;

    private static final int CONVERTED_UTF8 = 0;
    private static final int CONVERTED_TIMESTAMP_MICROS = 10;
    private static final int CONVERTED_JSON = 19;

    private PhysicalType() {}

    static int of(FieldType.Leaf leaf) {
        return switch (leaf) {
            case TEXT, JSON -> BYTE_ARRAY;
            case INTEGER, TIMESTAMP -> INT64;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case UUID -> FIXED_LENGTH_BYTE_ARRAY;
        };
    }

    /** Adds the fields {@code converted_type}, for old readers, and {@code logicalType}. */
    static void annotate(ThriftCompact out, FieldType.Leaf leaf) {
        switch (leaf) {
            case TEXT -> {
                out.i32(6, CONVERTED_UTF8);
                out.struct(10, logical -> logical.struct(1, EMPTY));
            }
            case JSON -> {
                out.i32(6, CONVERTED_JSON);
                out.struct(10, logical -> logical.struct(12, EMPTY));
            }
            case TIMESTAMP -> {
                out.i32(6, CONVERTED_TIMESTAMP_MICROS);
                out.struct(
                        10,
                        logical -> logical.struct(8, timestamp -> {
                            timestamp.bool(1, true);
                            timestamp.struct(2, unit -> unit.struct(2, EMPTY));
                        }));
            }
            case UUID -> out.struct(10, logical -> logical.struct(14, EMPTY));
            case INTEGER, FLOAT, DOUBLE, BOOLEAN -> {}
        }
    }
}
