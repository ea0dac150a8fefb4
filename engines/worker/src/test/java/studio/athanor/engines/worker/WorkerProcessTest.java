package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.engines.worker.WorkerExit.Cause;
import studio.athanor.engines.worker.testkit.FakeDyingProcess;

class WorkerProcessTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"139, SEGMENTATION_FAULT", "3, JAVA_HEAP_EXHAUSTED", "0, ENDED", "137, UNKNOWN"})
    void letsAProcessThatWasEndingTellWhy(int code, Cause cause) throws Exception {
        WorkerProcess process = new WorkerProcess(new FakeDyingProcess(code), WorkerFolder.create(folder));

        process.kill(Cause.UNKNOWN, "the connection ended before the process");

        assertThat(process.exit().cause()).isEqualTo(cause);
    }

    @Test
    void remembersAGoodReasonForAKill() throws Exception {
        WorkerProcess process = new WorkerProcess(new FakeDyingProcess(139), WorkerFolder.create(folder));

        process.kill(Cause.STALLED, "no sign of life for 10 s");

        assertThat(process.exit().cause()).isEqualTo(Cause.STALLED);
    }
}
