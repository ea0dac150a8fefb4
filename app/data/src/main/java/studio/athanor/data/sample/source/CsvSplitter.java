package studio.athanor.data.sample.source;

/** A record of CSV: a line, or several where quotes hold line breaks. CR LF, LF and CR alone end lines. */
final class CsvSplitter implements RecordSplitter {

    private final byte delimiter;
    private CsvState state = CsvState.FIELD_START;
    private byte before;
    private long line = 1;

    CsvSplitter(byte delimiter) {
        this.delimiter = delimiter;
    }

    @Override
    public int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            if (next == '\r' || (next == '\n' && before != '\r')) {
                line++;
            }
            before = next;
            state = state.after(next, delimiter);
            if (state == CsvState.RECORD_END) {
                state = CsvState.FIELD_START;
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void finish() throws MalformedRecordException {
        if (state == CsvState.QUOTED) {
            throw new MalformedRecordException(
                    "a quote is opened and never closed", "Close the quote, or double a quote that is meant as text.");
        }
    }
}
