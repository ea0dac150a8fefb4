package studio.athanor.data.row;

/**
 * What the values of a column are, for tables and typed files. Values themselves are JSON: {@code null} stands for absent.
 */
public enum ValueType {
    TEXT,
    /** 64-bit whole number. */
    INTEGER,
    /** 64-bit floating point. */
    NUMBER,
    BOOLEAN,
    /** Text in JSON; ISO-8601 date and time in UTC, as {@code 2026-11-28T09:00:00Z}. */
    TIMESTAMP,
    /** Text in JSON: a UUID. */
    UUID,
    /** A list of 32-bit floating point numbers. */
    VECTOR,
    /** A list of texts. */
    TEXTS,
    /** A list of objects with {@code role} and {@code content}, and {@code tool_calls} where tools were called. */
    MESSAGES,
    /** Any JSON: object or list. */
    JSON
}
