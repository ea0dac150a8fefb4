package studio.athanor.data.export.parquet;

import java.util.List;

/** What a field of a file holds. Any value, and any part of one, may be null. */
public sealed interface FieldType {

    /** A value without parts. */
    enum Leaf implements FieldType {
        TEXT,
        /** Any JSON, as text. */
        JSON,
        /** 64-bit whole number. */
        INTEGER,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        /** Microseconds since 1970 in UTC. */
        TIMESTAMP,
        UUID
    }

    /** Any number of values of one type. */
    record ListOf(FieldType element) implements FieldType {}

    /** Named values; what an object has beyond them is left out. */
    record Struct(List<Field> fields) implements FieldType {
        /** Copies the fields. */
        public Struct {
            fields = List.copyOf(fields);
        }
    }
}
