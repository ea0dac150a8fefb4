package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.row.Rejection;

/** A run of a million accepted rows, as large as tables and exports have to bear. */
@Tag("slow")
@Timeout(900)
class LargeRunTest {

    private static final long ROWS = 1_000_000;

    @TempDir
    private Path folder;

    private static long millis(String what, Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        System.out.println(what + ": " + millis + " ms");
        return millis;
    }

    private interface Work {
        void run() throws Exception;
    }

    @Test
    void isOpenedAndPagedAtOnce() throws Exception {
        RunOrder order = Recipes.usual().order(ROWS);
        Run.create(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 8), RunSettings.defaults())
                .close();
        millis("writing", () -> fill());
        System.out.println("bytes: " + Files.size(folder.resolve("run.db")));
        assertThat(millis("opening, counting and the first page", () -> {
                    try (StoredRun store = StoredRun.open(folder, order.recipe())) {
                        assertThat(store.count(RowFilter.ACCEPTED)).isEqualTo(ROWS);
                        assertThat(store.page(RowFilter.ACCEPTED, 0, 100)).hasSize(100);
                        assertThat(store.figures().accepted()).isEqualTo(ROWS);
                    }
                }))
                .isLessThan(1000);
        try (StoredRun store = StoredRun.open(folder, order.recipe())) {
            Random random = new Random(1);
            assertThat(millis("100 pages of 100 rows anywhere", () -> {
                        for (int i = 0; i < 100; i++) {
                            assertThat(store.page(RowFilter.ACCEPTED, random.nextInt((int) ROWS - 100), 100))
                                    .hasSize(100);
                        }
                    }))
                    .isLessThan(1600);
            RowFilter rejected = StoredRows.state(RowState.REJECTED);
            millis("100 pages of rejected rows anywhere", () -> {
                for (int i = 0; i < 100; i++) {
                    assertThat(store.page(rejected, random.nextInt(80_000), 100))
                            .hasSize(100);
                }
            });
            AtomicLong seen = new AtomicLong();
            millis("walking through all", () -> store.forEach(RowFilter.ACCEPTED, row -> seen.incrementAndGet() > 0));
            assertThat(seen.get()).isEqualTo(ROWS);
            RowFilter words = new RowFilter(
                    Optional.of(RowState.ACCEPTED), Optional.of("text 99999 "), Map.of(), Optional.empty());
            millis("searching all", () -> assertThat(store.count(words)).isPositive());
        }
        millis("resuming", () -> {
            try (Run run = Run.resume(
                    folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 8), RunSettings.defaults())) {
                run.start();
                assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            }
        });
    }

    /** Writes rows of about 600 bytes, every tenth rejected. */
    private void fill() throws Exception {
        RunClock clock = new RunClock(new RunClock.Time(0, OptionalDouble.empty()), EnergyMeter.NONE);
        try (RunJournal journal =
                RunJournal.open(new RunDatabase(folder), List.of("kind", "question", "answer"), clock)) {
            long accepted = 0;
            for (long number = 0; accepted < ROWS; number++) {
                boolean rejected = number % 10 == 3;
                accepted += rejected ? 0 : 1;
                journal.settled(row(number, rejected));
            }
            journal.status(RunStatus.PAUSED, Optional.empty());
        }
    }

    private static SettledRow row(long number, boolean rejected) {
        Map<String, JsonElement> values = new LinkedHashMap<>();
        values.put("kind", new JsonPrimitive("kind " + number % 7));
        values.put("question", new JsonPrimitive("question of row " + number));
        values.put("answer", new JsonPrimitive(("text " + number + " ").repeat(40)));
        Cell cell = new Cell(
                number,
                0,
                "question",
                values.getOrDefault("question", new JsonPrimitive("")),
                "a prompt that is always the same, and this: " + number,
                "question of row " + number,
                "writer",
                number,
                "",
                10,
                5,
                5,
                1);
        List<Rejection> refusals =
                rejected ? List.of(new Rejection("", "expression", "Not this one.", OptionalLong.empty())) : List.of();
        return new SettledRow(
                number,
                number,
                OptionalLong.empty(),
                0,
                rejected ? RowState.REJECTED : RowState.ACCEPTED,
                values,
                List.of(cell),
                refusals,
                OptionalLong.empty(),
                new SettledRow.Costs(10, 5, 5));
    }
}
