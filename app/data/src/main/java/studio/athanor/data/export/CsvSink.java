package studio.athanor.data.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import studio.athanor.data.DurableOutput;
import studio.athanor.data.export.parquet.Field;

/**
 * CSV by RFC 4180: a header, commas, CR LF, quotes where they are needed and doubled within. A null is an empty field, an empty text
 * a pair of quotes. Lists and objects are JSON.
 *
 * <p>A spreadsheet runs a text that begins with {@code = + - @}, a tab or a carriage return as a formula. The guard puts an
 * apostrophe before such texts, as OWASP advises ("CSV Injection"); numbers stay as they are.
 */
final class CsvSink implements RowSink {

    private static final String END_OF_LINE = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Path path;
    private final DurableOutput file;
    private final Writer out;
    private final boolean guardFormulas;

    CsvSink(Path path, List<Field> fields, boolean guardFormulas) throws IOException {
        this.path = path;
        this.guardFormulas = guardFormulas;
        file = DurableOutput.create(path);
        out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
        for (int i = 0; i < fields.size(); i++) {
            separate(i);
            field(fields.get(i).name());
        }
        out.write(END_OF_LINE);
    }

    @Override
    public void write(List<JsonElement> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            separate(i);
            JsonElement value = values.get(i);
            if (value instanceof JsonPrimitive primitive) {
                field(primitive.isString() ? guarded(primitive.getAsString()) : primitive.getAsString());
            } else if (!value.isJsonNull()) {
                field(value.toString());
            }
        }
        out.write(END_OF_LINE);
    }

    private void separate(int field) throws IOException {
        if (field > 0) {
            out.write(',');
        }
    }

    private String guarded(String text) {
        boolean formula = guardFormulas && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    private void field(String text) throws IOException {
        if (!needsQuotes(text)) {
            out.write(text);
            return;
        }
        out.write('"');
        int from = 0;
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', quote + 1)) {
            out.write(text, from, quote + 1 - from);
            from = quote;
        }
        out.write(text, from, text.length() - from);
        out.write('"');
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
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
