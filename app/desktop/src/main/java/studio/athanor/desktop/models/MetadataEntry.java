package studio.athanor.desktop.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import studio.athanor.engines.gguf.GgufArray;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufValue;

/**
 * An entry of a model file's metadata.
 *
 * @param key as the file has it
 * @param type as the format names it; of arrays with their length
 * @param value whole; of an array the first elements
 */
record MetadataEntry(String key, String type, String value) {

    private static final int FIRST_ELEMENTS = 8;
    private static final int LONGEST_ELEMENT = 40;

    /** Reads all entries of a file, in its order. Blocks. */
    static List<MetadataEntry> read(Path file) throws GgufException {
        List<MetadataEntry> entries = new ArrayList<>();
        for (Map.Entry<String, GgufValue> entry :
                GgufFile.read(file).metadata().values().entrySet()) {
            GgufValue value = entry.getValue();
            entries.add(
                    value instanceof GgufArray array
                            ? new MetadataEntry(
                                    entry.getKey(),
                                    array.elementType() + " × " + Amounts.whole(array.count()),
                                    beginning(array))
                            : new MetadataEntry(entry.getKey(), value.type().toString(), value.display()));
        }
        return entries;
    }

    private static String beginning(GgufArray array) throws GgufException {
        List<String> first = new ArrayList<>();
        array.visit((index, element) -> {
            first.add(element instanceof GgufValue.Text(String text) ? quoted(text) : element.display());
            return index + 1 < FIRST_ELEMENTS;
        });
        return String.join(", ", first) + (array.count() > FIRST_ELEMENTS ? ", …" : "");
    }

    private static String quoted(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_ELEMENT, text.codePointCount(0, text.length())));
        return "“" + text.substring(0, end) + (end < text.length() ? "…" : "") + "”";
    }

    /** Tells whether every word of a query is in the key or the value. */
    boolean matches(String query) {
        String text = (key + " " + value).toLowerCase(Locale.ROOT);
        return Arrays.stream(query.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(text::contains);
    }

    /** Returns the entry on one line, or more if its value has them. */
    String written() {
        return key + " = " + value;
    }
}
