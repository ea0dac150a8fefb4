package studio.athanor.data.sample.source;

import java.util.ArrayList;
import java.util.List;

/** Takes the bytes of one record of CSV apart. */
final class CsvRecord {

    private final byte[] bytes;
    private final byte delimiter;
    private final byte[] field;
    private final List<String> fields = new ArrayList<>();
    private int length;

    private CsvRecord(byte[] bytes, int size, byte delimiter) {
        this.bytes = bytes;
        this.delimiter = delimiter;
        field = new byte[size];
    }

    static List<String> fields(byte[] bytes, int from, int to, byte delimiter) throws MalformedRecordException {
        return new CsvRecord(bytes, to - from, delimiter).read(from, to);
    }

    private List<String> read(int from, int to) throws MalformedRecordException {
        CsvState state = CsvState.FIELD_START;
        for (int i = from; i < to && state != CsvState.RECORD_END; i++) {
            CsvState before = state;
            state = before.after(bytes[i], delimiter);
            take(before, state, bytes[i]);
        }
        if (state != CsvState.RECORD_END) {
            end();
        }
        return fields;
    }

    private void take(CsvState before, CsvState state, byte next) throws MalformedRecordException {
        switch (state) {
            case PLAIN -> field[length++] = next;
            case QUOTED -> {
                if (before != CsvState.FIELD_START) {
                    field[length++] = next;
                }
            }
            case FIELD_START, RECORD_END -> end();
            case STRAY ->
                throw new MalformedRecordException(
                        "text follows the closing quote of column " + (fields.size() + 1),
                        "Double a quote that is meant as text, and quote the whole field.");
            case QUOTE -> {
                // the field's end or half a quote: the next byte tells
            }
        }
    }

    private void end() throws MalformedRecordException {
        fields.add(Utf8.text(field, 0, length));
        length = 0;
    }
}
