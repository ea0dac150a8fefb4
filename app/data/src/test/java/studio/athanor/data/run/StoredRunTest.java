package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoredRunTest {

    private final RunOrder order = Recipes.usual().attempts(1).order(2500);

    @TempDir
    private Path folder;

    private void make(int ofHundred) throws Exception {
        RunParts parts = Parts.of(new FakeCells(0), new FakeJudge(0, ofHundred), 8);
        try (Run run = Run.create(folder, order, parts, RunSettings.defaults())) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    private static List<Long> numbers(List<RunRow> rows) {
        return rows.stream().map(RunRow::number).toList();
    }

    @Test
    void findsEveryPartOfEveryState() throws Exception {
        make(40);
        try (StoredRun store = StoredRun.open(folder, order.recipe())) {
            List<RunRow> all = StoredRows.rows(store, StoredRows.ALL);
            assertThat(store.count(StoredRows.ALL)).isEqualTo(all.size());
            for (RowFilter filter : List.of(
                    StoredRows.ALL,
                    RowFilter.ACCEPTED,
                    StoredRows.state(RowState.REJECTED),
                    StoredRows.state(RowState.REMOVED),
                    new RowFilter(Optional.empty(), Optional.empty(), Map.of(), Optional.of("expression")))) {
                List<Long> expected = numbers(all.stream()
                        .filter(row -> filter.state().isEmpty()
                                || row.state() == filter.state().get())
                        .filter(row -> filter.reason().isEmpty() || row.state() == RowState.REJECTED)
                        .toList());
                assertThat(store.count(filter)).isEqualTo(expected.size());
                for (int offset = 0; offset < expected.size() + 100; offset += 313) {
                    List<Long> part =
                            expected.subList(Math.min(offset, expected.size()), Math.min(offset + 50, expected.size()));
                    assertThat(numbers(store.page(filter, offset, 50))).isEqualTo(part);
                }
            }
        }
    }

    @Test
    void findsWordsAndValues() throws Exception {
        make(0);
        try (Run run =
                Run.resume(folder, order, Parts.of(new FakeCells(0), RowJudge.LENIENT, 1), RunSettings.defaults())) {
            RunStore store = run.store();
            List<RunRow> all = StoredRows.rows(store, RowFilter.ACCEPTED);
            RowFilter red = filter("QUESTION 7", Map.of("kind", "red"));
            List<Long> expected = numbers(all.stream()
                    .filter(row -> row.row().get("kind").getAsString().equals("red"))
                    .filter(row -> Stream.of("question", "7")
                            .allMatch(word ->
                                    row.row().values().values().toString().contains(word)))
                    .toList());
            assertThat(expected).hasSizeGreaterThan(100);
            assertThat(store.page(red, 0, 20)).hasSize(20);
            assertThat(store.count(red)).isEqualTo(expected.size());
            assertThat(numbers(store.page(red, 90, 20))).isEqualTo(expected.subList(90, 110));
            run.edit(2000, "answer", new JsonPrimitive("Say \"ÄTHER\" \\ twice"));
            assertThat(numbers(store.page(filter("\"äther\" \\", Map.of()), 0, 10)))
                    .containsExactly(2000L);
            assertThat(store.count(filter("\"äther\" row_values", Map.of()))).isZero();
            assertThat(store.count(filter("", Map.of("answer", "Say \"ÄTHER\" \\ twice"))))
                    .isEqualTo(1);
        }
    }

    private static RowFilter filter(String search, Map<String, String> equal) {
        return new RowFilter(Optional.of(RowState.ACCEPTED), Optional.of(search), equal, Optional.empty());
    }

    @Test
    void readsBesideTheOneThatWrites() throws Exception {
        RunParts parts = Parts.of(new FakeCells(2), RowJudge.LENIENT, 8);
        try (Run run = Run.create(folder, order, parts, RunSettings.defaults());
                StoredRun store = StoredRun.open(folder, order.recipe())) {
            run.start();
            long seen = 0;
            while (seen < 300) {
                long count = store.count(RowFilter.ACCEPTED);
                assertThat(count).isGreaterThanOrEqualTo(seen);
                assertThat(store.page(RowFilter.ACCEPTED, 0, 10_000)).hasSizeGreaterThanOrEqualTo((int) count);
                if (count > 0) {
                    assertThat(store.status()).isEqualTo(RunStatus.RUNNING);
                }
                seen = count;
                Thread.sleep(5);
            }
            run.cancel();
            run.await();
        }
    }

    @Test
    void keepsCellsInASmallPartOfTheirLength() throws Exception {
        make(0);
        try (StoredRun store = StoredRun.open(folder, order.recipe())) {
            List<Integer> packed = new ArrayList<>();
            try (var connection = new RunDatabase(folder).reader()) {
                for (long number = 0; number < 1000; number++) {
                    packed.add(RowReads.packedCells(connection, number).orElseThrow().length);
                }
            }
            List<Cell> cells = store.cells(500);
            assertThat(cells).extracting(Cell::column).containsExactly("kind", "question", "answer");
            assertThat(cells.get(2).prompt()).contains("answer of row 500");
            assertThat(cells.get(2).output()).isEqualTo(cells.get(2).value().getAsString());
            assertThat(CellPack.text(cells)).hasSizeGreaterThan(1600);
            assertThat(packed.stream().mapToInt(each -> each).average().orElseThrow())
                    .isLessThan(300);
        }
    }
}
