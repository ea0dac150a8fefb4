package studio.athanor.data.export;

/** What is written. */
public enum ExportFormat {
    /** A JSON object a line, UTF-8. */
    JSONL("jsonl"),
    /** RFC 4180 with a header, UTF-8 without a mark; lists and objects as JSON; null as nothing, an empty text as {@code ""}. */
    CSV("csv"),
    /** Apache Parquet with zstd; numbers, booleans, times, UUIDs, lists and messages typed, other JSON as JSON. */
    PARQUET("parquet"),
    /** A dataset folder with a card: Parquet files of at most 500 MB under {@code data}, {@code README.md}, the recipe. */
    HUGGING_FACE("");

    private final String ending;

    ExportFormat(String ending) {
        this.ending = ending;
    }

    /** Returns how names of files end, empty for a folder. */
    public String ending() {
        return ending;
    }
}
