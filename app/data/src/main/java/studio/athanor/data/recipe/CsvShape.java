package studio.athanor.data.recipe;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through CSV (RFC 4180, with a header) record by record and counts their fields; only the header's texts are kept.
 * The separator is the one of comma, semicolon and tab that the header has most of.
 */
final class CsvShape {

    private static final int LOOK_AHEAD = 1 << 16;

    private final BufferedReader reader;
    private final char separator;
    private int line = 1;
    private int next;

    CsvShape(BufferedReader reader) throws IOException {
        this.reader = reader;
        separator = separator(reader);
        next = reader.read();
        if (next == '\ufeff') {
            next = reader.read();
        }
    }

    /**
     * A record.
     *
     * @param line where it begins, from 1
     * @param texts of its fields, for the header only
     * @param fields how many
     * @param fault what is wrong with its quotes
     */
    record Counted(int line, List<String> texts, int fields, Optional<String> fault) {}

    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(LOOK_AHEAD);
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < LOOK_AHEAD - 1; i++) {
            int c = reader.read();
            quoted ^= c == '"';
            if (c < 0 || ((c == '\n' || c == '\r') && !quoted)) {
                break;
            }
            int which = ",;\t".indexOf(c);
            if (which >= 0 && !quoted) {
                counts[which]++;
            }
        }
        reader.reset();
        return counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    /** Returns the next record that is not an empty line. */
    Optional<Counted> record(boolean keepTexts) throws IOException {
        while (next == '\n' || next == '\r') {
            lineEnd();
        }
        if (next < 0) {
            return Optional.empty();
        }
        int start = line;
        List<String> texts = new ArrayList<>();
        int fields = 0;
        Optional<String> fault = Optional.empty();
        do {
            if (fields > 0) {
                next = reader.read();
            }
            StringBuilder text = new StringBuilder();
            Optional<String> found = next == '"' ? quoted(text, keepTexts) : plain(text, keepTexts);
            fault = fault.or(() -> found);
            if (keepTexts) {
                texts.add(text.toString());
            }
            fields++;
        } while (next == separator);
        if (next >= 0) {
            lineEnd();
        }
        return Optional.of(new Counted(start, texts, fields, fault));
    }

    private Optional<String> plain(StringBuilder text, boolean keep) throws IOException {
        while (next >= 0 && next != separator && next != '\n' && next != '\r') {
            take(text, keep);
        }
        return Optional.empty();
    }

    private Optional<String> quoted(StringBuilder text, boolean keep) throws IOException {
        next = reader.read();
        while (true) {
            if (next < 0) {
                return Optional.of("a quote is opened and never closed");
            }
            if (next == '"') {
                next = reader.read();
                if (next != '"') {
                    break;
                }
            }
            if (next == '\n') {
                line++;
            }
            take(text, keep);
        }
        boolean ends = next < 0 || next == separator || next == '\n' || next == '\r';
        plain(text, keep);
        return ends ? Optional.empty() : Optional.of("text follows a closing quote");
    }

    private void take(StringBuilder text, boolean keep) throws IOException {
        if (keep) {
            text.append((char) next);
        }
        next = reader.read();
    }

    private void lineEnd() throws IOException {
        int before = next;
        next = reader.read();
        if (before == '\r' && next == '\n') {
            next = reader.read();
        }
        line++;
    }
}
