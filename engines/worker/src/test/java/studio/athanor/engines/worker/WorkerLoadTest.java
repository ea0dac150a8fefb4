package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;
import studio.athanor.engines.worker.testkit.FakeStudio;

class WorkerLoadTest {

    @TempDir
    private Path folder;

    @AfterEach
    void leavesNoProcess() {
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "abort, MODEL_REJECTED",
        "segfault, WORKER_DIED",
        "heap, WORKER_DIED",
        "exit-0, WORKER_DIED",
        "exit-132, RUNTIME_UNAVAILABLE",
        "reject, MODEL_REJECTED"
    })
    void containsWhatALoadDoesToItsProcess(String name, Failure.Kind kind) {
        try (WorkerEngines engines = new WorkerEngines(settings())) {
            assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model(name), LoadObserver.NONE))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            failed -> assertThat(failed.kind()).isEqualTo(kind));
        }
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-600000", "stuck"})
    void endsALoadThatIsInterrupted(String name) throws Exception {
        try (WorkerEngines engines = new WorkerEngines(settings())) {
            CountDownLatch loading = new CountDownLatch(1);
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread opener = Thread.ofVirtual().start(() -> {
                try (var _ = engines.open(FakeEngineProvider.ID, model(name), (stage, fraction) -> {
                    if (stage.equals("weights")) {
                        loading.countDown();
                    }
                })) {
                    outcome.complete(new AssertionError("The model was loaded"));
                } catch (EngineException | InterruptedException failed) {
                    outcome.complete(failed);
                }
            });
            assertThat(loading.await(60, TimeUnit.SECONDS)).isTrue();

            opener.interrupt();

            assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void endsALoadWithoutProgress() {
        WorkerSettings impatient = settings().withLimits(FakeStudio.limits(FakeStudio.PATIENCE, Duration.ofSeconds(1)));
        try (WorkerEngines engines = new WorkerEngines(impatient)) {
            assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model("stuck"), LoadObserver.NONE))
                    .isInstanceOf(EngineException.WorkerDied.class)
                    .hasMessageContaining("/fake/stuck")
                    .hasMessageContaining("no progress for 1 s");
        }
    }

    @Test
    void containsADeviceListThatCrashes() {
        WorkerSettings crashing = new WorkerSettings(
                settings().javaExecutable(),
                settings().classPath(),
                folder.resolve("run"),
                settings().jvmOptions(),
                settings().environment(),
                new EngineEnvironment(Map.of("fake", "abort")),
                settings().limits());
        try (WorkerEngines engines = new WorkerEngines(crashing)) {
            assertThatThrownBy(() -> engines.devices(FakeEngineProvider.ID))
                    .isInstanceOf(EngineException.WorkerDied.class);
        }
    }

    @Test
    void tellsWhatPreventsAStart() {
        WorkerSettings wrongOption = settings().withJvmOptions(List.of("-XX:+NoSuchOption"));
        try (WorkerEngines engines = new WorkerEngines(wrongOption)) {
            assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            failed -> assertThat(failed.details().orElse("")).contains("NoSuchOption"));
        }
        WorkerSettings noJava = new WorkerSettings(
                folder.resolve("no-java"),
                settings().classPath(),
                folder.resolve("run"),
                settings().jvmOptions(),
                settings().environment(),
                settings().engines(),
                settings().limits());
        try (WorkerEngines engines = new WorkerEngines(noJava)) {
            assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE))
                    .isInstanceOf(EngineException.RuntimeUnavailable.class)
                    .hasMessageContaining("no-java");
        }
        WorkerSettings noFolder = FakeStudio.settings(Path.of("/dev/null/run"));
        try (WorkerEngines engines = new WorkerEngines(noFolder)) {
            assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE))
                    .isInstanceOf(EngineException.RuntimeUnavailable.class)
                    .hasMessageContaining("/dev/null/run");
        }
    }

    private WorkerSettings settings() {
        return FakeStudio.settings(folder.resolve("run"));
    }
}
