package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.engines.worker.testkit.FakeStudio.ask;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.testkit.Collected;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;
import studio.athanor.engines.worker.testkit.FakeStudio;

@DisabledOnOs(OS.WINDOWS)
class WorkerStallTest {

    @TempDir
    private Path folder;

    @Test
    void replacesAWorkerThatWasStopped() throws Exception {
        try (WorkerEngines engines = engines(Duration.ofSeconds(5));
                SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE)) {
            Collected stopped = new Collected();
            RunningText _ = engine.generate(ask("count 1000000 1000"), stopped);
            TextEvent _ = stopped.awaitFirst();

            signal("STOP", engine.processId().orElseThrow());

            assertThat(stopped.awaitEnd())
                    .isInstanceOfSatisfying(
                            TextEvent.Failed.class,
                            failed -> assertThat(failed.failure().message()).contains("no sign of life for 5 s"));
            Collected next = new Collected();
            RunningText _ = engine.generate(ask("say back"), next);
            assertThat(next.awaitEnd()).isInstanceOf(TextEvent.Done.class);
        }
    }

    @Test
    void slowsTheEngineDownToItsListener() throws Exception {
        int count = 100_000;
        try (WorkerEngines engines = engines(FakeStudio.PATIENCE);
                SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE)) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Long> end = new CompletableFuture<>();
            AtomicLong received = new AtomicLong();
            AtomicLong lastMade = new AtomicLong();
            RunningText _ = engine.generate(ask("time " + count + " 0"), event -> {
                started.countDown();
                awaitQuietly(release);
                if (event instanceof TextEvent.TextDelta delta) {
                    received.incrementAndGet();
                    lastMade.set(Long.parseLong(delta.text()));
                } else if (event instanceof TextEvent.Terminal) {
                    end.complete(received.get());
                }
            });
            assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
            sleep(Duration.ofSeconds(1));
            long released = System.nanoTime();
            release.countDown();

            assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(count);
            // the timers of processes on one machine agree; without back-pressure all was made before the release
            assertThat(lastMade.get()).isGreaterThan(released);
        }
    }

    @Test
    void interruptsACallInTheWorker() throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.PATIENCE);
                SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE)) {
            Thread caller = Thread.currentThread();
            Thread.ofVirtual().start(() -> {
                sleep(Duration.ofMillis(300));
                caller.interrupt();
            });

            assertThatThrownBy(() -> engine.embed(List.of("hang"))).isInstanceOf(InterruptedException.class);
            assertThat(engine.embed(List.of("fine"))).hasSize(1);
        }
    }

    @Test
    void keepsTheConnectionWhenItsCallersAreInterrupted() throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.PATIENCE);
                SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE)) {
            Collected answer = new Collected();
            Thread.currentThread().interrupt();

            RunningText _ = engine.generate(ask("say " + "long ".repeat(1_000_000)), answer);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(answer.awaitEnd()).isInstanceOf(TextEvent.Done.class);
            assertThat(answer.text()).hasSize(5_000_000);
        }
    }

    private WorkerEngines engines(Duration unresponsive) {
        return new WorkerEngines(FakeStudio.settings(folder.resolve("run"))
                .withLimits(FakeStudio.limits(unresponsive, FakeStudio.PATIENCE)));
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
