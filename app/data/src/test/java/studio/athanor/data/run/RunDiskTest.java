package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, played by a limit to the pages that a connection may use. */
@Timeout(60)
class RunDiskTest {

    private static final RunSettings SETTINGS = RunSettings.defaults();

    @TempDir
    private Path home;

    @Test
    void stopsWhenTheDiskIsFullAndLosesNothing() throws Exception {
        RunOrder order = Recipes.usual().order(2000);
        Path folder = home.resolve("full");
        RunParts parts = Parts.of(new FakeCells(1), new FakeJudge(20, 20), 8);
        RunDatabase small = new RunDatabase(folder, List.of("PRAGMA max_page_count = 60"));
        long kept;
        try (Run run = OpenRun.create(small, order, parts, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow())
                    .contains("The disk is full", "Free some space and resume the run");
            kept = run.store().count(StoredRows.ALL);
            assertThat(kept).isBetween(50L, 1900L);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.store().count(StoredRows.ALL)).isEqualTo(kept);
        }
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            assertThat(run.progress().status()).isEqualTo(RunStatus.PAUSED);
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
        Path undisturbed = home.resolve("undisturbed");
        try (Run run = Run.create(undisturbed, order, parts, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
        assertThat(StoredRows.texts(folder, order.recipe())).isEqualTo(StoredRows.texts(undisturbed, order.recipe()));
    }

    @Test
    void stopsWhenTheDiskIsFullBeforeARowIsSettled() throws Exception {
        RunOrder order = Recipes.usual().order(100);
        Path folder = home.resolve("full");
        RunParts parts = Parts.of(new FakeCells(1), RowJudge.LENIENT, 8);
        RunParts silent = parts.with(new NotedCells(new FakeCells(1), home.resolve("asked"), 0));
        RunDatabase small = new RunDatabase(folder, List.of("PRAGMA max_page_count = 24"));
        try (Run run = OpenRun.create(small, order, silent, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.progress().reason().orElseThrow()).contains("The disk is full");
            assertThat(run.store().count(StoredRows.ALL)).isZero();
        }
        try (Run run = Run.resume(folder, order, parts, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(100);
        }
    }

    @Test
    void writesWhatWaitedOnceThereIsSpace() throws Exception {
        RunOrder order = Recipes.usual().order(2000);
        Path folder = home.resolve("full");
        RunParts parts = Parts.of(new FakeCells(1), RowJudge.LENIENT, 8);
        Pages pages = new Pages();
        RunDatabase growing = new RunDatabase(folder, pages);
        try (Run run = OpenRun.create(growing, order, parts, SETTINGS)) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.STOPPED);
            long settled = run.progress().figures().accepted();
            assertThat(run.store().count(StoredRows.ALL)).isLessThan(settled);
            pages.pragma = "PRAGMA max_page_count = 100000";
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
            assertThat(run.store().count(RowFilter.ACCEPTED)).isEqualTo(2000);
        }
    }

    /** A list whose only element changes. */
    private static final class Pages extends AbstractList<String> {
        private volatile String pragma = "PRAGMA max_page_count = 60";

        @Override
        public String get(int index) {
            return pragma;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
