package studio.athanor.data.sample.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.recipe.SourceFile.Format;
import studio.athanor.data.row.Position;

/** A file of a million lines, with what it takes printed. */
@Tag("slow")
final class LargeSourceTest {

    private static final int LINES = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void aMillionLinesOfCsvFitInAFewMegabytes() throws Exception {
        Path file = folder.resolve("large.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("id,name,text\n");
            for (int i = 0; i < LINES; i++) {
                out.write(i + ",\"name, " + i + "\",a line that is about as long as a line of text is in most files: "
                        + i + "\n");
            }
        }
        measure(file, Format.CSV);
    }

    @Test
    void aMillionLinesOfJsonFitInAFewMegabytes() throws Exception {
        Path file = folder.resolve("large.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES; i++) {
                out.write("{\"id\": " + i
                        + ", \"text\": \"a line that is about as long as a line of text is in most files\"}\n");
            }
        }
        measure(file, Format.JSONL);
    }

    private void measure(Path file, Format format) throws Exception {
        SourceFile source = new SourceFile("s", file.toString(), format, Position.NONE);
        long before = usedAfterCollection();
        long start = System.nanoTime();
        try (SourceRecords records = SourceRecords.open(source, folder, Set.of())) {
            long opened = System.nanoTime();
            Random random = new Random(1);
            for (int i = 0; i < 100_000; i++) {
                int index = random.nextInt(LINES);
                assertThat(records.get(index).get("id").getAsInt()).isEqualTo(index);
            }
            long read = System.nanoTime();
            long grown = usedAfterCollection() - before;
            assertThat(records.count()).isEqualTo(LINES);
            System.out.printf(
                    "%s of %.0f MB: opened in %.2f s, a random record in %.1f us, %.1f MB kept%n",
                    format,
                    Files.size(file) / 1e6,
                    (opened - start) / 1e9,
                    (read - opened) / 1e3 / 100_000,
                    grown / 1e6);
            assertThat(grown).isLessThan(10_000_000);
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
