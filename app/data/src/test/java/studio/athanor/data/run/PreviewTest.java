package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PreviewTest {

    private static final class FakeWatcher implements Preview.Watcher {
        private final List<Cell> cells = Collections.synchronizedList(new ArrayList<>());
        private final List<RunRow> rows = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch ended = new CountDownLatch(1);
        private Optional<String> reason = Optional.empty();

        @Override
        public void made(Cell cell) {
            cells.add(cell);
        }

        @Override
        public void settled(RunRow row, List<Cell> made) {
            rows.add(row);
        }

        @Override
        public void ended(Optional<String> why) {
            reason = why;
            ended.countDown();
        }
    }

    @Test
    void showsTheRowsThatARunBeginsWith(@TempDir Path folder) throws Exception {
        RunOrder order = Recipes.usual().attempts(2).quota("kind").order(40);
        RunParts parts = Parts.of(new FakeCells(2), new FakeJudge(40, 40), 4);
        FakeWatcher watcher = new FakeWatcher();
        try (Preview preview = Preview.start(order, parts, Preview.ROWS, watcher)) {
            preview.await();
        }
        assertThat(watcher.reason).isEmpty();
        try (Run run = Run.create(folder, order, parts, RunSettings.defaults())) {
            run.start();
            run.await();
            assertThat(watcher.rows).isEqualTo(run.store().page(StoredRows.ALL, 0, 5));
        }
        assertThat(watcher.cells).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void endsAtOnceWhenItIsClosed() throws Exception {
        CellMaker slow = (column, row, attempt, soFar) -> {
            Thread.sleep(60_000);
            throw new InterruptedException("never");
        };
        FakeWatcher watcher = new FakeWatcher();
        long began = System.nanoTime();
        Preview.start(Recipes.usual().order(9), Parts.of(slow, RowJudge.LENIENT, 2), 5, watcher)
                .close();
        assertThat(watcher.ended.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one two three four ", "один два три четыре ", "一二三四"})
    void measuresHowOftenTextsRepeatThemselvesInAnyScript(String phrase) throws Exception {
        RunOrder order = Recipes.recipe().text("answer").order(4);
        CellMaker repeating = (column, row, attempt, soFar) -> {
            Made made = new FakeCells(0).make(column, row, attempt, soFar);
            return new Made(
                    new JsonPrimitive(phrase.repeat(25)),
                    made.prompt(),
                    made.output(),
                    made.slot(),
                    made.seed(),
                    made.grammarHash(),
                    made.promptTokens(),
                    made.reusedTokens(),
                    made.generatedTokens(),
                    made.millis(),
                    made.rejection());
        };
        Probe.Report report = Probe.run(order, Parts.of(repeating, RowJudge.LENIENT, 2), 4);
        // of 97 runs of four words four are new, and each text after the first says them again
        assertThat(report.repetition()).isEqualTo(93 / 97.0);
        assertThat(report.likeness()).isEqualTo(0.75);
    }

    @Test
    void measuresBeforeALongRun() throws Exception {
        RunOrder order = Recipes.usual().attempts(2).order(10_000);
        Probe.Report report = Probe.run(order, Parts.of(new FakeCells(5), new FakeJudge(30, 30), 4), 20);
        assertThat(report.rows()).isEqualTo(20);
        assertThat(report.accepted()).isBetween(8, 20);
        assertThat(report.attempts()).isBetween(20L, 40L);
        assertThat(report.schemaAdherence()).isEqualTo(1);
        assertThat(report.truncated()).isZero();
        assertThat(report.repetition()).isBetween(0.0, 0.9);
        assertThat(report.likeness()).isPositive();
        assertThat(report.examples()).containsKeys("regex", "expression");
        assertThat(report.rowsPerSecond()).isPositive();
        assertThat(report.secondsForAll().orElseThrow()).isPositive();
        assertThat(report.reason()).isEmpty();
    }
}
