package studio.athanor.data.sample.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.row.Position;

/**
 * Reads files that DuckDB 2.0.0 wrote with {@code copy (...) to 'types-CODEC.parquet' (format parquet, codec
 * 'CODEC')}; rows 2 and 3 of 3 are null but for {@code n}.
 */
final class ParquetRecordsTest {

    private static SourceRecords open(String name, Set<String> wanted) throws DataException, URISyntaxException {
        URL url = Objects.requireNonNull(ParquetRecordsTest.class.getResource(name));
        SourceFile source =
                new SourceFile("s", Path.of(url.toURI()).toString(), SourceFile.Format.PARQUET, Position.NONE);
        return SourceRecords.open(source, Path.of(""), wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "uncompressed"})
    void valuesKeepTheirTypesWhateverThePacking(String codec) throws Exception {
        try (SourceRecords records = open("types-" + codec + ".parquet", Set.of())) {
            assertThat(records.count()).isEqualTo(3);
            assertThat(records.get(0))
                    .hasToString(
                            "{\"n\":1,\"small\":7,\"real\":1.5,\"single\":0.1,\"flag\":true,\"text\":\"été\",\"list\":[1,2,null],"
                                    + "\"struct\":{\"a\":1,\"b\":[\"x\",\"y\"]},\"map\":{\"k\":1},\"moment\":\"2026-11-28T09:00:00Z\","
                                    + "\"local\":\"2026-11-28T09:00:00.500\",\"day\":\"2026-11-28\",\"clock\":\"09:00:01\",\"money\":12.34,"
                                    + "\"id\":\"01234567-89ab-4def-8123-456789abcdef\",\"bytes\":\"/wA=\",\"json\":{\"x\":[1,null]}}");
            assertThat(records.get(1).get("n").getAsLong()).isEqualTo(-2);
            assertThat(records.get(2).get("text").isJsonNull()).isTrue();
        }
    }

    @Test
    void onlyWantedFieldsAreRead() throws Exception {
        try (SourceRecords records = open("types-snappy.parquet", Set.of("n", "list", "nowhere"))) {
            assertThat(records.get(0)).hasToString("{\"n\":1,\"list\":[1,2,null]}");
            assertThat(records.mayHave("text")).isTrue();
            assertThat(records.mayHave("nowhere")).isFalse();
        }
    }

    @Test
    void listsOverSeveralRowGroupsAreReadToTheEnd(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lists.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "copy (select i as n, [i, i + 1, i + 2, i + 3, i + 4] as list from range(30000) r(i)) to '" + file
                            + "' (format parquet, row_group_size 10000)");
        }
        SourceFile source = new SourceFile("s", file.toString(), SourceFile.Format.PARQUET, Position.NONE);
        try (SourceRecords records = SourceRecords.open(source, folder, Set.of())) {
            assertThat(records.count()).isEqualTo(30_000);
            assertThat(records.get(29_999)).hasToString("{\"n\":29999,\"list\":[29999,30000,30001,30002,30003]}");
            assertThat(records.get(10_000)).hasToString("{\"n\":10000,\"list\":[10000,10001,10002,10003,10004]}");
        }
    }

    @Test
    void whatIsNoParquetIsTold(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("x.parquet"), "PAR1 but nothing else PAR1");
        SourceFile source = new SourceFile("s", "x.parquet", SourceFile.Format.PARQUET, Position.NONE);
        assertThatThrownBy(() -> SourceRecords.open(source, folder, Set.of()))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("x.parquet");
        SourceFile missing = new SourceFile("s", "y.parquet", SourceFile.Format.PARQUET, Position.NONE);
        assertThatThrownBy(() -> SourceRecords.open(missing, folder, Set.of()))
                .isInstanceOf(DataException.FileFailed.class)
                .hasMessageContaining("y.parquet");
    }
}
