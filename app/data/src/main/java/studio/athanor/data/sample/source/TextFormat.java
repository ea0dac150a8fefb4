package studio.athanor.data.sample.source;

import com.google.gson.JsonObject;
import java.util.Set;

/** A line is a record with one field. */
final class TextFormat implements RecordFormat {

    private static final String FIELD = "text";

    @Override
    public RecordSplitter splitter() {
        return new LineSplitter();
    }

    @Override
    public boolean isBlank(byte[] bytes, int from, int to) {
        return Utf8.isBlank(bytes, from, to);
    }

    @Override
    public boolean admit(byte[] bytes, int from, int to) throws MalformedRecordException {
        Utf8.text(bytes, from, to);
        return true;
    }

    @Override
    public JsonObject read(byte[] bytes, int from, int to) throws MalformedRecordException {
        JsonObject row = new JsonObject();
        row.addProperty(FIELD, Utf8.text(bytes, from, Utf8.lineEnd(bytes, from, to)));
        return row;
    }

    @Override
    public Set<String> fields() {
        return Set.of(FIELD);
    }
}
