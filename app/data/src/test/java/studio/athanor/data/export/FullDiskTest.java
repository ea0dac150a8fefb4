package studio.athanor.data.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import studio.athanor.core.home.FileFailures;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;

/** Linux has a file whose disk is always full. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    private static final Path FULL = Path.of("/dev/full");
    private static final List<Field> FIELDS = List.of(new Field("text", FieldType.Leaf.TEXT));

    @Test
    void isToldAsWhatItIsByEverySink() throws Exception {
        assertFull(new JsonLinesSink(FULL, FIELDS));
        assertFull(new CsvSink(FULL, FIELDS, false));
        assertFull(new ParquetSink(_ -> FULL, FIELDS, Map.of(), Long.MAX_VALUE));
    }

    private static void assertFull(RowSink sink) {
        List<JsonElement> row = List.of(new JsonPrimitive("word ".repeat(1_000)));
        Throwable failure = catchThrowable(() -> {
            try (sink) {
                for (int i = 0; i < 1_000; i++) {
                    sink.write(row);
                }
                sink.finish();
            }
        });
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(FileFailures.isDiskFull((IOException) failure)).isTrue();
    }
}
