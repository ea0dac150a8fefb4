package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.worker.testkit.FakeStudio;
import studio.athanor.engines.worker.testkit.FakeStudioMain;

@DisabledOnOs(OS.WINDOWS)
class OrphanTest {

    @TempDir
    private Path folder;

    @Test
    void leavesNoWorkerWhenTheStudioIsKilled() throws Exception {
        Process studio = startStudio();
        ProcessHandle worker = workerOf(studio);

        studio.destroyForcibly();

        ProcessHandle _ = worker.onExit().get(30, TimeUnit.SECONDS);
        assertThat(worker.isAlive()).isFalse();
    }

    @Test
    void endsWhatAnEarlierStudioLeftBehind() throws Exception {
        Process studio = startStudio();
        ProcessHandle worker = workerOf(studio);
        // a stopped process does not see the end of its stdin
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(worker.pid()))
                        .start()
                        .waitFor())
                .isZero();
        try (WorkerEngines beside = new WorkerEngines(FakeStudio.settings(folder))) {
            assertThat(beside.providers()).isNotEmpty();
            assertThat(worker.isAlive()).isTrue();
        }
        assertThat(studio.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (WorkerEngines next = new WorkerEngines(FakeStudio.settings(folder))) {
            ProcessHandle _ = worker.onExit().get(30, TimeUnit.SECONDS);
            assertThat(next.providers()).isNotEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private Process startStudio() throws Exception {
        WorkerSettings own = FakeStudio.settings(folder);
        return new ProcessBuilder(
                        own.javaExecutable().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeStudioMain.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessHandle workerOf(Process studio) throws Exception {
        BufferedReader output = studio.inputReader(StandardCharsets.UTF_8);
        String pid = output.readLine();
        assertThat(pid).isNotNull();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
