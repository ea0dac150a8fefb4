package studio.athanor.data.export.parquet;

/** A named value of a row or of a struct. */
public record Field(String name, FieldType type) {}
