package studio.athanor.data.sample.source;

/** Where a reader of CSV stands. */
enum CsvState {
    FIELD_START,
    /** In a field without quotes; a quote in it is a character like others. */
    PLAIN,
    QUOTED,
    /** After a quote in a quoted field: the field's end, or the first half of a doubled quote. */
    QUOTE,
    /** Behind the closing quote something else follows. */
    STRAY,
    RECORD_END;

    CsvState after(byte next, byte delimiter) {
        if (this == QUOTED) {
            return next == '"' ? QUOTE : QUOTED;
        }
        if (next == '\n' || next == '\r') {
            return RECORD_END;
        }
        if (next == delimiter) {
            return FIELD_START;
        }
        return switch (this) {
            case FIELD_START -> next == '"' ? QUOTED : PLAIN;
            case QUOTE -> next == '"' ? QUOTED : STRAY;
            case STRAY -> STRAY;
            default -> PLAIN;
        };
    }
}
