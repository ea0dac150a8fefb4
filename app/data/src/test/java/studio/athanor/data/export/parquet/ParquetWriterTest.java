package studio.athanor.data.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.export.parquet.FieldType.Leaf;
import studio.athanor.data.export.parquet.FieldType.ListOf;
import studio.athanor.data.export.parquet.FieldType.Struct;
import studio.athanor.data.testkit.Duck;

class ParquetWriterTest {

    private static Duck duck;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws Exception {
        duck = new Duck();
    }

    @AfterAll
    static void close() throws Exception {
        duck.close();
    }

    @Test
    void writesEveryTypeAsReadersKnowIt() throws Exception {
        Path file = write(
                List.of(
                        new Field("text", Leaf.TEXT),
                        new Field("json", Leaf.JSON),
                        new Field("whole", Leaf.INTEGER),
                        new Field("small", Leaf.FLOAT),
                        new Field("number", Leaf.DOUBLE),
                        new Field("flag", Leaf.BOOLEAN),
                        new Field("moment", Leaf.TIMESTAMP),
                        new Field("id", Leaf.UUID),
                        new Field("vector", new ListOf(Leaf.FLOAT)),
                        new Field("texts", new ListOf(Leaf.TEXT)),
                        new Field(
                                "messages",
                                new ListOf(new Struct(
                                        List.of(new Field("role", Leaf.TEXT), new Field("content", Leaf.TEXT)))))),
                ParquetWriter.GROUP_BYTES,
                "[\"Zoë 🦆\", {\"a\":[1,null]}, 9223372036854775807, 0.5, -1.25e300, true, \"2026-11-28T09:00:00.000001Z\","
                        + " \"00112233-4455-4677-8899-aabbccddeeff\", [1, -0.5], [\"x\", null, \"\"],"
                        + " [{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"extra\":1}]]",
                "[null, null, null, null, null, null, null, null, null, null, null]",
                "[\"\", \"\", -1.0, 3, 0, false, \"1969-12-31T23:59:59Z\", \"ffffffff-ffff-4fff-bfff-ffffffffffff\", [], [], []]");

        assertThat(duck.types("SELECT * FROM " + Duck.table(file)))
                .containsExactly(
                        Map.entry("text", "VARCHAR"),
                        Map.entry("json", "JSON"),
                        Map.entry("whole", "BIGINT"),
                        Map.entry("small", "FLOAT"),
                        Map.entry("number", "DOUBLE"),
                        Map.entry("flag", "BOOLEAN"),
                        Map.entry("moment", "TIMESTAMP WITH TIME ZONE"),
                        Map.entry("id", "UUID"),
                        Map.entry("vector", "FLOAT[]"),
                        Map.entry("texts", "VARCHAR[]"),
                        Map.entry("messages", "STRUCT(\"role\" VARCHAR, \"content\" VARCHAR)[]"));
        assertThat(duck.rows("SELECT text, json, whole, small, number, flag, epoch_us(moment), id::VARCHAR,"
                        + " vector::VARCHAR, texts::JSON::VARCHAR, messages::JSON::VARCHAR FROM " + Duck.table(file)))
                .containsExactly(
                        List.of(
                                "Zoë 🦆",
                                "{\"a\":[1,null]}",
                                "9223372036854775807",
                                "0.5",
                                "-1.25E300",
                                "true",
                                "1795856400000001",
                                "00112233-4455-4677-8899-aabbccddeeff",
                                "[1.0, -0.5]",
                                "[\"x\",null,\"\"]",
                                "[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":null}]"),
                        List.of("null", "null", "null", "null", "null", "null", "null", "null", "null", "null", "null"),
                        List.of(
                                "",
                                "\"\"",
                                "-1",
                                "3.0",
                                "0.0",
                                "false",
                                "-1000000",
                                "ffffffff-ffff-4fff-bfff-ffffffffffff",
                                "[]",
                                "[]",
                                "[]"));
    }

    @Test
    void keepsNestedNullsApartFromEmptyLists() throws Exception {
        FieldType calls = new ListOf(new Struct(List.of(
                new Field("name", Leaf.TEXT),
                new Field("tags", new ListOf(Leaf.INTEGER)),
                new Field("inner", new Struct(List.of(new Field("deep", new ListOf(new ListOf(Leaf.TEXT)))))))));
        List<String> values = List.of(
                "[{\"name\":\"a\",\"tags\":[1,null,3],\"inner\":{\"deep\":[[\"x\",\"y\"],[],null,[null]]}},null,"
                        + "{\"name\":null,\"tags\":[],\"inner\":null}]",
                "null",
                "[]",
                "[{\"name\":\"b\",\"tags\":null,\"inner\":{\"deep\":null}},{\"name\":\"c\",\"tags\":[2],\"inner\":{\"deep\":[]}}]");
        Path file = write(
                List.of(new Field("calls", calls)),
                ParquetWriter.GROUP_BYTES,
                values.stream().map(value -> "[" + value + "]").toArray(String[]::new));

        List<List<String>> read = duck.rows("SELECT calls::JSON::VARCHAR FROM " + Duck.table(file));

        assertThat(read.stream().map(List::getFirst)).containsExactlyElementsOf(values);
    }

    @Test
    void givesBackManyRowsOverPagesAndGroups() throws Exception {
        Random random = new Random(3);
        List<String> rows = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < 150_000; i++) {
            long number = random.nextLong(1_000_000);
            sum += number;
            String category = i % 5 == 0 ? "null" : "\"category " + i % 37 + "\"";
            rows.add("[" + i + "," + number + "," + category + ",\"text " + Long.toHexString(random.nextLong()) + " of "
                    + i + "\"," + (i % 3 == 0) + ",[" + i + ",0.5]]");
        }
        List<Field> fields = List.of(
                new Field("i", Leaf.INTEGER),
                new Field("number", Leaf.INTEGER),
                new Field("category", Leaf.TEXT),
                new Field("text", Leaf.TEXT),
                new Field("flag", Leaf.BOOLEAN),
                new Field("vector", new ListOf(Leaf.FLOAT)));
        Path file = write(fields, 2 << 20, rows.toArray(String[]::new));

        String table = Duck.table(file);
        assertThat(duck.rows("SELECT count(*), sum(number), count(category), count(DISTINCT category),"
                        + " sum(flag::INT), sum(vector[2]), sum((vector[1] = i)::INT),"
                        + " sum((text LIKE '% of ' || i)::INT),"
                        + " sum((category = 'category ' || (i % 37))::INT) FROM " + table))
                .containsExactly(List.of(
                        "150000",
                        Long.toString(sum),
                        "120000",
                        "37",
                        "50000",
                        "75000.0",
                        "150000",
                        "150000",
                        "120000"));
        assertThat(Integer.parseInt(
                        duck.value("SELECT count(DISTINCT row_group_id) FROM parquet_metadata(" + table + ")")))
                .isGreaterThan(3);
        assertThat(duck.rows("SELECT DISTINCT path_in_schema, compression, encodings LIKE '%DICTIONARY%' FROM"
                        + " parquet_metadata(" + table + ") WHERE path_in_schema IN ('category','text') ORDER BY 1"))
                .containsExactly(List.of("category", "ZSTD", "true"), List.of("text", "ZSTD", "false"));
    }

    @Test
    void goesOnPlainWhereADictionaryGrowsTooLarge() throws Exception {
        String filler = "x".repeat(600);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int value = i < 4_000 ? i % 10 : i;
            rows.add("[\"" + value + filler + "\"]");
        }
        Path file =
                write(List.of(new Field("text", Leaf.TEXT)), ParquetWriter.GROUP_BYTES, rows.toArray(String[]::new));

        assertThat(duck.rows("SELECT count(*), count(DISTINCT text) FROM " + Duck.table(file)))
                .containsExactly(List.of("20000", "16010"));
    }

    @Test
    void writesAFileWithoutRows() throws Exception {
        Path file = write(List.of(new Field("text", Leaf.TEXT)), ParquetWriter.GROUP_BYTES);
        assertThat(duck.value("SELECT count(*) FROM " + Duck.table(file))).isEqualTo("0");
    }

    @Test
    void tellsWhichValueDoesNotFit() {
        assertThatThrownBy(() ->
                        write(List.of(new Field("age", Leaf.INTEGER)), ParquetWriter.GROUP_BYTES, "[1]", "[\"many\"]"))
                .isInstanceOf(UnfitValueException.class)
                .hasMessage("the value \"many\" of the column \"age\" is not a whole number of 64 bits");
        for (String unfit : List.of("[1.5]", "[true]", "[[1]]", "[1e30]")) {
            assertThatThrownBy(() -> write(List.of(new Field("age", Leaf.INTEGER)), ParquetWriter.GROUP_BYTES, unfit))
                    .isInstanceOf(UnfitValueException.class);
        }
        assertThatThrownBy(
                        () -> write(List.of(new Field("at", Leaf.TIMESTAMP)), ParquetWriter.GROUP_BYTES, "[\"soon\"]"))
                .hasMessageContaining("date and time");
        assertThatThrownBy(
                        () -> write(List.of(new Field("id", Leaf.UUID)), ParquetWriter.GROUP_BYTES, "[\"1-1-1-1-1\"]"))
                .hasMessageContaining("UUID");
        assertThatThrownBy(() ->
                        write(List.of(new Field("v", new ListOf(Leaf.FLOAT))), ParquetWriter.GROUP_BYTES, "[1]"))
                .hasMessageContaining("a list");
    }

    private Path write(List<Field> fields, long groupBytes, String... rows) throws Exception {
        Path file = Files.createTempFile(folder, "rows", ".parquet");
        try (OutputStream out = Files.newOutputStream(file);
                ParquetWriter writer = new ParquetWriter(out, fields, Map.of("made", "here"), groupBytes)) {
            for (String row : rows) {
                JsonArray array = JsonParser.parseString(row).getAsJsonArray();
                List<JsonElement> values = new ArrayList<>(array.asList());
                writer.write(values);
            }
            writer.finish();
        }
        return file;
    }
}
