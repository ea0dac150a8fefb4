package studio.athanor.data.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import studio.athanor.data.row.Row;

/**
 * The cells of a row as bytes: a JSON list of lists, deflated. The prompts of a column are mostly alike, so they are
 * deflated against a dictionary, the first row's cells, and take a small part of their length.
 *
 * <p>Values are not kept twice: a cell's value is the row's, and an output that is the value word for word is left out.
 */
final class CellPack {

    /** Deflate looks back no further. */
    private static final int LONGEST_DICTIONARY = 32_768;

    private static final int BUFFER = 8192;

    private CellPack() {}

    static byte[] text(List<Cell> cells) {
        JsonArray all = new JsonArray(cells.size());
        cells.forEach(cell -> all.add(list(cell)));
        return RowText.json(all).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray list(Cell cell) {
        JsonArray list = new JsonArray();
        list.add(cell.column());
        list.add(cell.attempt());
        list.add(cell.prompt());
        list.add(isValue(cell.output(), cell.value()) ? null : cell.output());
        list.add(cell.slot());
        list.add(cell.seed());
        list.add(cell.grammarHash());
        list.add(cell.promptTokens());
        list.add(cell.reusedTokens());
        list.add(cell.generatedTokens());
        list.add(cell.millis());
        return list;
    }

    private static boolean isValue(String output, JsonElement value) {
        return value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString()
                && value.getAsString().equals(output);
    }

    /**
     * Reads cells.
     *
     * @param made the row as it was made, for outputs
     * @param row the row as it is
     */
    static List<Cell> cells(byte[] text, long number, Row made, Row row) {
        List<Cell> cells = new ArrayList<>();
        for (JsonElement each :
                JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonArray()) {
            JsonArray list = each.getAsJsonArray();
            String column = list.get(0).getAsString();
            JsonElement output = list.get(3);
            cells.add(new Cell(
                    number,
                    list.get(1).getAsInt(),
                    column,
                    row.get(column),
                    list.get(2).getAsString(),
                    output instanceof JsonNull ? RowText.plain(made.get(column)) : output.getAsString(),
                    list.get(4).getAsString(),
                    list.get(5).getAsLong(),
                    list.get(6).getAsString(),
                    list.get(7).getAsInt(),
                    list.get(8).getAsInt(),
                    list.get(9).getAsInt(),
                    list.get(10).getAsDouble()));
        }
        return cells;
    }

    static byte[] dictionary(byte[] text) {
        return Arrays.copyOfRange(text, Math.max(0, text.length - LONGEST_DICTIONARY), text.length);
    }

    static byte[] deflate(byte[] text, byte[] dictionary) {
        Deflater deflater = new Deflater();
        try {
            deflater.setDictionary(dictionary);
            deflater.setInput(text);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(text.length / 4 + 64);
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static byte[] inflate(byte[] packed, byte[] dictionary) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream text = new ByteArrayOutputStream(packed.length * 4);
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                text.write(buffer, 0, length);
                if (length == 0) {
                    if (!inflater.needsDictionary()) {
                        throw new DataFormatException("the cells end too early");
                    }
                    inflater.setDictionary(dictionary);
                }
            }
            return text.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
