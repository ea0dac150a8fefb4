package studio.athanor.data.sample.source;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A line is a JSON object. */
final class JsonLinesFormat implements RecordFormat {

    private static final int MOST_FIELDS = 10_000;
    private static final String REMEDY = "Write one JSON object a line.";

    private final Set<String> fields = new LinkedHashSet<>();

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
        JsonObject row = read(bytes, from, to);
        if (knowsAllFields()) {
            fields.addAll(row.keySet());
        }
        return true;
    }

    @Override
    public JsonObject read(byte[] bytes, int from, int to) throws MalformedRecordException {
        JsonElement parsed;
        try {
            parsed = StrictJson.parse(Utf8.text(bytes, from, to));
        } catch (JsonParseException _) {
            throw new MalformedRecordException("it is not JSON", REMEDY);
        }
        if (parsed instanceof JsonObject row) {
            return row;
        }
        throw new MalformedRecordException("it is JSON, but not an object", REMEDY);
    }

    @Override
    public Set<String> fields() {
        return Collections.unmodifiableSet(fields);
    }

    @Override
    public boolean knowsAllFields() {
        return fields.size() < MOST_FIELDS;
    }
}
