package studio.athanor.data.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import studio.athanor.data.DurableOutput;
import studio.athanor.data.export.parquet.Field;

/** A JSON object a line. A null is written, so that every line has every field. */
final class JsonLinesSink implements RowSink {

    private final Path path;
    private final List<String> names;
    private final DurableOutput file;
    private final Writer out;
    private final Gson gson =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private final TypeAdapter<JsonElement> elements = gson.getAdapter(JsonElement.class);

    JsonLinesSink(Path path, List<Field> fields) throws IOException {
        this.path = path;
        names = fields.stream().map(Field::name).toList();
        file = DurableOutput.create(path);
        out = new OutputStreamWriter(file, StandardCharsets.UTF_8);
    }

    @Override
    @SuppressWarnings("resource") // the writer of a line is not closed: that would close the file
    public void write(List<JsonElement> values) throws IOException {
        JsonWriter line = gson.newJsonWriter(out);
        line.beginObject();
        for (int i = 0; i < names.size(); i++) {
            line.name(names.get(i));
            elements.write(line, values.get(i));
        }
        line.endObject();
        out.write('\n');
    }

    @Override
    public void finish() throws IOException {
        out.flush();
        file.sync();
    }

    @Override
    public long uncompressedBytes() {
        try {
            return Files.size(path);
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
