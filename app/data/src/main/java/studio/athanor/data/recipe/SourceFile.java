package studio.athanor.data.recipe;

import studio.athanor.data.row.Position;

/**
 * A file that rows pick from.
 *
 * @param path relative to the recipe's folder, or absolute
 */
public record SourceFile(String name, String path, Format format, Position at) {

    /** What the file holds: {@link #TEXT} has a row per line, in a column {@code text}. */
    public enum Format {
        CSV,
        JSONL,
        PARQUET,
        TEXT
    }
}
