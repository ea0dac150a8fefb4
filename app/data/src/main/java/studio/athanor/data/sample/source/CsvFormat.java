package studio.athanor.data.sample.source;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** RFC 4180 with a header. */
final class CsvFormat implements RecordFormat {

    private byte delimiter = ',';
    private List<String> header = List.of();

    @Override
    public void begin(byte[] bytes, int from, int to) {
        int most = 0;
        for (byte each : new byte[] {',', ';', '\t'}) {
            int count = inFirstRecord(each, bytes, from, to);
            if (count > most) {
                most = count;
                delimiter = each;
            }
        }
    }

    private static int inFirstRecord(byte wanted, byte[] bytes, int from, int to) {
        boolean quoted = false;
        boolean begun = false;
        int count = 0;
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            boolean lineEnd = next == '\n' || next == '\r';
            if (lineEnd && !quoted && begun) {
                return count;
            }
            begun |= !lineEnd;
            quoted ^= next == '"';
            if (next == wanted && !quoted) {
                count++;
            }
        }
        return count;
    }

    @Override
    public RecordSplitter splitter() {
        return new CsvSplitter(delimiter);
    }

    @Override
    public boolean isBlank(byte[] bytes, int from, int to) {
        return from == to || bytes[from] == '\n' || bytes[from] == '\r';
    }

    @Override
    public boolean admit(byte[] bytes, int from, int to) throws MalformedRecordException {
        List<String> fields = CsvRecord.fields(bytes, from, to, delimiter);
        if (header.isEmpty()) {
            header = named(fields);
            return false;
        }
        if (fields.size() != header.size()) {
            throw new MalformedRecordException(
                    "it has " + columns(fields.size()) + ", but the header has " + header.size(),
                    "Give every record as many columns as the header; quote a field that holds a separator, a quote or a line break.");
        }
        return true;
    }

    private static List<String> named(List<String> fields) throws MalformedRecordException {
        List<String> names = new ArrayList<>();
        for (String field : fields) {
            String name = field.strip();
            String unique = name.isEmpty() ? "column_" + (names.size() + 1) : name;
            if (names.contains(unique)) {
                throw new MalformedRecordException(
                        "the header has two columns of the name " + unique, "Give each column its own name.");
            }
            names.add(unique);
        }
        return names;
    }

    private static String columns(int count) {
        return count == 1 ? "1 column" : count + " columns";
    }

    @Override
    public JsonObject read(byte[] bytes, int from, int to) throws MalformedRecordException {
        List<String> fields = CsvRecord.fields(bytes, from, to, delimiter);
        JsonObject row = new JsonObject();
        for (int i = 0; i < header.size(); i++) {
            row.addProperty(header.get(i), fields.get(i));
        }
        return row;
    }

    @Override
    public Set<String> fields() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(header));
    }
}
