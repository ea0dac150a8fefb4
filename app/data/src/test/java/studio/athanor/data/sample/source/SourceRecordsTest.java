package studio.athanor.data.sample.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.recipe.SourceFile.Format;
import studio.athanor.data.row.Position;

final class SourceRecordsTest {

    @TempDir
    Path folder;

    private SourceRecords open(Format format, String content) throws DataException {
        return open(format, content.getBytes(StandardCharsets.UTF_8));
    }

    private SourceRecords open(Format format, byte[] content) throws DataException {
        write(content);
        return reopen(format);
    }

    private void write(byte[] content) {
        try {
            Files.write(folder.resolve("source"), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SourceRecords reopen(Format format) throws DataException {
        return SourceRecords.open(new SourceFile("s", "source", format, Position.NONE), folder, Set.of());
    }

    private List<String> all(Format format, String content) throws DataException {
        try (SourceRecords records = open(format, content)) {
            List<String> all = new ArrayList<>();
            for (long i = 0; i < records.count(); i++) {
                all.add(records.get(i).toString());
            }
            return all;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void csvEndsLinesInEveryWay(String end) throws Exception {
        assertThat(all(Format.CSV, String.join(end, "a,b", "1,2", "", "3,\"x" + end + "y\"", "", "")))
                .containsExactly(
                        "{\"a\":\"1\",\"b\":\"2\"}",
                        "{\"a\":\"3\",\"b\":\"x" + end.replace("\r", "\\r").replace("\n", "\\n") + "y\"}");
    }

    @Test
    void csvQuotesHoldSeparatorsQuotesAndLines() throws Exception {
        assertThat(all(
                        Format.CSV,
                        "\uFEFFa,\"b,\"\"c\"\"\",\n"
                                + "\"1,\"\"2\"\"\",\"line 1\n\nline 3\",\"\"\n"
                                + " x , y\"z\" ,\n"
                                + ",,\n"
                                + "\"\"\"\",\"\",é"))
                .containsExactly(
                        "{\"a\":\"1,\\\"2\\\"\",\"b,\\\"c\\\"\":\"line 1\\n\\nline 3\",\"column_3\":\"\"}",
                        "{\"a\":\" x \",\"b,\\\"c\\\"\":\" y\\\"z\\\" \",\"column_3\":\"\"}",
                        "{\"a\":\"\",\"b,\\\"c\\\"\":\"\",\"column_3\":\"\"}",
                        "{\"a\":\"\\\"\",\"b,\\\"c\\\"\":\"\",\"column_3\":\"é\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void csvIsSeparatedByWhatIsMostFrequentInTheHeader(String separator) throws Exception {
        String header = String.join(separator, "a", "\"b,,,;;;\t\t\tx\"", "c", "d");
        assertThat(all(Format.CSV, "\n" + header + "\n" + String.join(separator, "1", "2", "3", "4") + "\n"))
                .containsExactly("{\"a\":\"1\",\"b,,,;;;\\t\\t\\tx\":\"2\",\"c\":\"3\",\"d\":\"4\"}");
    }

    @Test
    void csvOfOneColumnKeepsQuotedEmptyFields() throws Exception {
        assertThat(all(Format.CSV, "a\n1\n\"\"\n\n2"))
                .containsExactly("{\"a\":\"1\"}", "{\"a\":\"\"}", "{\"a\":\"2\"}");
    }

    @Test
    void csvValuesAreAlwaysText() throws Exception {
        assertThat(all(Format.CSV, "n,b,e\n007,true,\n")).containsExactly("{\"n\":\"007\",\"b\":\"true\",\"e\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b~1,2~3,4,5~6,7 | line 3: it has 3 columns, but the header has 2",
                "a,b~\"x~y\",2~3 | line 4: it has 1 column, but the header has 2",
                "a,b~~1,2~~3~ | line 5: it has 1 column",
                "a,b~1,\"2\"x~ | line 2: text follows the closing quote of column 2",
                "a,b~1,2~\"3,4~5,6~ | line 3: a quote is opened and never closed",
                "a,b,a~1,2,3~ | line 1: the header has two columns of the name a",
                "a,b%1,2%3%4,5% | line 3: it has 1 column"
            })
    void malformedCsvIsToldWithItsLine(String content, String message) {
        assertThatThrownBy(() -> open(Format.CSV, content.replace("~", "\n").replace("%", "\r\n")))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining(folder.resolve("source").toString())
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((DataException) e).remedy()).isNotBlank());
    }

    @Test
    void textThatIsNotUtf8IsToldWithItsLine() {
        byte[] latin = "a,b\n1,2\n\u00e9,4\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> open(Format.CSV, latin)).hasMessageContaining("line 3: it is not UTF-8");
        assertThatThrownBy(() -> open(Format.TEXT, latin)).hasMessageContaining("line 3: it is not UTF-8");
        byte[] utf16 = "a,b\n".getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> open(Format.CSV, utf16)).hasMessageContaining("line 1: the file is UTF-16");
    }

    @Test
    void jsonLinesKeepTheirTypes() throws Exception {
        assertThat(all(
                        Format.JSONL,
                        "{\"a\": 1, \"b\": [true, null]}\r\n\n  \n{\"a\":\"x\\u00e9\",\"c\":{\"d\":1.50}}"))
                .containsExactly("{\"a\":1,\"b\":[true,null]}", "{\"a\":\"xé\",\"c\":{\"d\":1.50}}");
    }

    @Test
    void jsonLinesKnowTheFieldsOfAllLines() throws Exception {
        try (SourceRecords records = open(Format.JSONL, "{\"a\":1}\n{\"b\":2}\n")) {
            assertThat(records.fields()).containsExactly("a", "b");
            assertThat(records.mayHave("b")).isTrue();
            assertThat(records.mayHave("c")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{a:1}", "{\"a\":1", "[1]", "1", "{\"a\":NaN}", "{} {}", "{\"a\":'x'}", "{\"a\":\"\t\"}", "// x"
            })
    void aLineThatIsNoJsonObjectIsNamed(String line) {
        assertThatThrownBy(() -> open(Format.JSONL, "{\"a\":1}\n\n" + line + "\n{\"a\":2}\n"))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("line 3: it is");
    }

    @Test
    void textHasARecordALine() throws Exception {
        assertThat(all(Format.TEXT, "\uFEFFone\r\n\n  two, \"2\"\t\nthree"))
                .containsExactly("{\"text\":\"one\"}", "{\"text\":\"  two, \\\"2\\\"\\t\"}", "{\"text\":\"three\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void anEmptyFileHasNoRecords(String content) throws Exception {
        for (Format format : List.of(Format.CSV, Format.JSONL, Format.TEXT)) {
            assertThat(all(format, content)).isEmpty();
        }
    }

    @Test
    void recordsOfAnyLengthAreFoundInAnyOrder() throws Exception {
        Random random = new Random(4);
        List<String> fields = new ArrayList<>();
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < 3_000; i++) {
            int length = i % 500 == 7 ? 200_000 : random.nextInt(300);
            String field = "é,\"\r\n;x".repeat(1 + length / 8);
            fields.add(field);
            csv.append(i).append(",\"").append(field.replace("\"", "\"\"")).append("\"\r\n");
            csv.append(i % 10 == 0 ? "\r\n" : "");
        }
        try (SourceRecords records = open(Format.CSV, csv.toString())) {
            assertThat(records.count()).isEqualTo(3_000);
            for (int i = 0; i < 6_000; i++) {
                int index = i < 3_000 ? i : random.nextInt(3_000);
                var record = records.get(index);
                assertThat(record.get("id").getAsInt()).isEqualTo(index);
                assertThat(record.get("text").getAsString().equals(fields.get(index)))
                        .isTrue();
            }
            assertThatThrownBy(() -> records.get(3_000)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aRecordThatNeverEndsIsGivenUp() {
        byte[] endless = new byte[RecordStream.LONGEST_RECORD + 100];
        Arrays.fill(endless, (byte) 'x');
        endless[0] = '"';
        assertThatThrownBy(() -> open(Format.CSV, endless)).hasMessageContaining("line 1: it is longer than 64 MiB");
    }

    @Test
    void anInterruptedThreadDoesNotReadOn() {
        write("x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> reopen(Format.TEXT)).isInstanceOf(DataException.RunStopped.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void anInterruptionWhileReadingHarmsNoLaterRead() throws Exception {
        try (SourceRecords records = open(Format.TEXT, "one\ntwo\n")) {
            Thread.currentThread().interrupt();
            records.get(0);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(records.get(1)).hasToString("{\"text\":\"two\"}");
        }
    }

    @Test
    void missingFilesAndFoldersAreTold() {
        SourceFile missing = new SourceFile("s", "nothing.csv", Format.CSV, Position.NONE);
        assertThatThrownBy(() -> SourceRecords.open(missing, folder, Set.of()))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("nothing.csv");
        SourceFile directory = new SourceFile("s", ".", Format.TEXT, Position.NONE);
        assertThatThrownBy(() -> SourceRecords.open(directory, folder, Set.of()))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("cannot be read");
    }
}
