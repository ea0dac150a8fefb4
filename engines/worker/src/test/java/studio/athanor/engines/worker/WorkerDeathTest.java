package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.engines.worker.testkit.FakeStudio.ask;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.testkit.Collected;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;
import studio.athanor.engines.worker.testkit.FakeStudio;

class WorkerDeathTest {

    private static final int KILLS = 20;

    @TempDir
    private Path folder;

    @Test
    void answersTheNextRequestAfterEachOfManyKills() throws Exception {
        WorkerLimits patient = restarts(KILLS, Duration.ofMillis(1));
        try (WorkerEngines engines = engines(patient);
                SupervisedEngine engine = open(engines, "ok")) {
            for (int i = 0; i < KILLS; i++) {
                Collected interrupted = new Collected();
                RunningText _ = engine.generate(ask("count 1000000 500"), interrupted);
                TextEvent _ = interrupted.awaitFirst();

                kill(engine);

                assertThat(failure(interrupted).kind()).isEqualTo(Failure.Kind.WORKER_DIED);
                assertThat(interrupted.terminals()).isEqualTo(1);
                assertThat(answer(engine, "say again").text()).isEqualTo("again");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    abort    | internal check (/src/ggml.c:42: GGML_ASSERT(fake) failed)
                    segfault | crashed in native code (SIGSEGV in C
                    heap     | working memory was used up
                    exit 132 | instructions this processor does not have
                    exit 0   | ended without a reason
                    exit 77  | ended unexpectedly (exit code 77)
                    """)
    void tellsWhyTheProcessEnded(String command, String reason) throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.settings(folder).limits());
                SupervisedEngine engine = open(engines, "ok")) {
            Failure failure = failure(answer(engine, command));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.WORKER_DIED);
            assertThat(failure.message()).contains(reason);
            assertThat(failure.details())
                    .hasValueSatisfying(details -> assertThat(details).contains("exit code: "));
            assertThat(answer(engine, "say alive").text()).isEqualTo("alive");
        }
    }

    @Test
    void failsEveryRunningRequestOnce() throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.settings(folder).limits());
                SupervisedEngine engine = open(engines, "ok")) {
            List<Collected> answers = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 8; i++) {
                Collected answer = new Collected();
                answers.add(answer);
                RunningText _ = engine.generate(ask("count 1000000 1000"), answer);
            }
            for (Collected answer : answers) {
                TextEvent _ = answer.awaitFirst();
            }

            kill(engine);

            for (Collected answer : answers) {
                assertThat(failure(answer).kind()).isEqualTo(Failure.Kind.WORKER_DIED);
            }
            assertThat(answer(engine, "say on").text()).isEqualTo("on");
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.terminals()).isEqualTo(1));
        }
    }

    @Test
    void answersWhatIsAskedBeforeTheDeathIsNoticed() throws Exception {
        try (WorkerEngines engines = engines(restarts(KILLS, Duration.ofMillis(1)));
                SupervisedEngine engine = open(engines, "ok")) {
            for (int i = 0; i < KILLS; i++) {
                kill(engine);

                assertThat(answer(engine, "say again").text()).isEqualTo("again");
            }
        }
    }

    @Test
    @Timeout(120)
    void answersWhatWaitedInAWorkerThatLostItsDevice() throws Exception {
        Path mark = folder.resolve("mark");
        try (WorkerEngines engines = engines(FakeStudio.settings(folder).limits());
                SupervisedEngine engine = open(engines, "ok")) {
            Collected waiting = new Collected();
            RunningText _ = engine.generate(ask("queued " + mark), waiting);
            while (Files.notExists(mark)) {
                Thread.sleep(10);
            }

            assertThat(failure(answer(engine, "lose")).kind()).isEqualTo(Failure.Kind.DEVICE_LOST);

            assertThat(waiting.awaitEnd()).isInstanceOf(TextEvent.Done.class);
        }
    }

    @Test
    void stopsWhenItCannotEvenTryToLoadAgain() throws Exception {
        WorkerSettings settings = FakeStudio.settings(folder.resolve("run"));
        WorkerLauncher launcher = new WorkerLauncher(settings);
        AtomicInteger loads = new AtomicInteger();
        SupervisedEngine.Loader faulty = observer -> {
            if (loads.getAndIncrement() > 0) {
                throw new IllegalStateException("a fault of the studio");
            }
            WorkerClient worker = launcher.launch(FakeEngineProvider.ID, Map.of());
            var _ = worker.open(model("ok"), observer);
            return worker;
        };
        try (SupervisedEngine engine = SupervisedEngine.open(faulty, settings.limits(), LoadObserver.NONE)) {
            kill(engine);

            EngineState last = await(engine, EngineState.Failed.class);

            assertThat(((EngineState.Failed) last).failure().message()).contains("a fault of the studio");
            assertThat(failure(answer(engine, "say dead")).message()).contains("a fault of the studio");
        }
    }

    @Test
    void readsPipesOnThreadsThatHoldUpNoOther() throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.settings(folder).limits());
                SupervisedEngine _ = open(engines, "ok")) {
            // a virtual thread that reads a pipe holds a processor's share of all virtual threads; they are not listed
            // here
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .contains("worker-stdout", "worker-stderr");
        }
    }

    @Test
    void stopsAfterTooManyDeaths() throws Exception {
        try (WorkerEngines engines = engines(restarts(3, Duration.ofMillis(1)));
                SupervisedEngine engine = open(engines, "ok")) {
            List<EngineState> states = new CopyOnWriteArrayList<>();
            CompletableFuture<EngineState> stopped = new CompletableFuture<>();
            var _ = engine.observe(state -> {
                states.add(state);
                if (state instanceof EngineState.Final) {
                    stopped.complete(state);
                }
            });
            for (int i = 0; i < 4; i++) {
                assertThat(failure(answer(engine, "abort")).kind()).isEqualTo(Failure.Kind.WORKER_DIED);
            }

            EngineState last = stopped.get(60, TimeUnit.SECONDS);

            assertThat(last)
                    .isInstanceOfSatisfying(
                            EngineState.Failed.class,
                            failed ->
                                    assertThat(failed.failure().message()).contains("ended 4 times within 5 minutes"));
            assertThat(states.stream()
                            .filter(EngineState.Restarting.class::isInstance)
                            .map(state -> ((EngineState.Restarting) state).attempt()))
                    .containsExactly(1, 2, 3);
            assertThat(failure(answer(engine, "say dead")).message()).contains("ended 4 times");
            assertThatThrownBy(() -> engine.embed(List.of("dead"))).isInstanceOf(EngineException.WorkerDied.class);
        }
    }

    @Test
    void keepsRequestsThatAreMadeWhileTheModelIsLoadedAgain() throws Exception {
        try (WorkerEngines engines = engines(restarts(3, Duration.ofMillis(500)));
                SupervisedEngine engine = open(engines, "ok")) {
            kill(engine);
            await(engine, EngineState.Restarting.class);
            Collected waiting = new Collected();
            Collected cancelled = new Collected();
            RunningText _ = engine.generate(ask("say late"), waiting);
            engine.generate(ask("say never"), cancelled).cancel();

            assertThat(cancelled.awaitEnd()).isInstanceOf(TextEvent.Cancelled.class);
            assertThat(waiting.awaitEnd()).isInstanceOf(TextEvent.Done.class);
            assertThat(waiting.text()).isEqualTo("late");
            assertThat(engine.embed(List.of("x"))).hasSize(1);
        }
    }

    @Test
    void doesNotLoadAgainWhatTheEngineRejects() throws Exception {
        try (WorkerEngines engines = engines(restarts(3, Duration.ofMillis(1)));
                SupervisedEngine engine = engines.open(
                        FakeEngineProvider.ID,
                        new OpenRequest(
                                folder.resolve("once-mark").toString(),
                                model("ok").options(),
                                model("ok").plan()),
                        LoadObserver.NONE)) {
            kill(engine);

            EngineState last = await(engine, EngineState.Failed.class);

            assertThat(((EngineState.Failed) last).failure().kind()).isEqualTo(Failure.Kind.MODEL_REJECTED);
        }
    }

    @Test
    void cancelsWaitingRequestsWhenClosed() throws Exception {
        Collected waiting = new Collected();
        try (WorkerEngines engines = engines(restarts(3, Duration.ofMinutes(1)));
                SupervisedEngine engine = open(engines, "ok")) {
            kill(engine);
            await(engine, EngineState.Restarting.class);
            RunningText _ = engine.generate(ask("say never"), waiting);
        }
        assertThat(waiting.awaitEnd()).isInstanceOf(TextEvent.Cancelled.class);
    }

    @Test
    void survivesAPromptTooLongForAMessage() throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.settings(folder).limits());
                SupervisedEngine engine = open(engines, "ok")) {
            Failure failure = failure(answer(engine, "say " + "x".repeat(17 << 20)));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
            assertThat(failure.message())
                    .matches(
                            "The request could not be sent to the engine: A message of \\d+ bytes is too long to be sent\\.");
            assertThat(answer(engine, "say short").text()).isEqualTo("short");
        }
    }

    @Test
    void turnsAnExceptionOfTheEngineIntoAFailure() throws Exception {
        try (WorkerEngines engines = engines(FakeStudio.settings(folder).limits());
                SupervisedEngine engine = open(engines, "ok")) {
            Failure failure = failure(answer(engine, "throw"));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.COMPUTATION_FAILED);
            assertThat(failure.message()).contains("the fake engine throws");
        }
    }

    private static WorkerLimits restarts(int count, Duration delay) {
        WorkerLimits limits = FakeStudio.limits(FakeStudio.PATIENCE, FakeStudio.PATIENCE);
        return new WorkerLimits(
                limits.start(),
                limits.loadStall(),
                limits.heartbeat(),
                limits.unresponsive(),
                limits.silence(),
                limits.shutdown(),
                limits.reloadWait(),
                Collections.nCopies(count, delay),
                limits.restartWindow());
    }

    private WorkerEngines engines(WorkerLimits limits) {
        return new WorkerEngines(FakeStudio.settings(folder.resolve("run")).withLimits(limits));
    }

    private static SupervisedEngine open(WorkerEngines engines, String name) throws Exception {
        return engines.open(FakeEngineProvider.ID, model(name), LoadObserver.NONE);
    }

    private static void kill(SupervisedEngine engine) {
        assertThat(ProcessHandle.of(engine.processId().orElseThrow())
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();
    }

    private static Collected answer(SupervisedEngine engine, String command) throws InterruptedException {
        Collected answer = new Collected();
        RunningText _ = engine.generate(ask(command), answer);
        TextEvent _ = answer.awaitEnd();
        return answer;
    }

    private static Failure failure(Collected answer) throws InterruptedException {
        assertThat(answer.awaitEnd()).isInstanceOf(TextEvent.Failed.class);
        return ((TextEvent.Failed) answer.awaitEnd()).failure();
    }

    private static EngineState await(SupervisedEngine engine, Class<? extends EngineState> kind) throws Exception {
        CompletableFuture<EngineState> seen = new CompletableFuture<>();
        try (var _ = engine.observe(state -> {
            if (kind.isInstance(state)) {
                seen.complete(state);
            }
        })) {
            return seen.get(60, TimeUnit.SECONDS);
        }
    }
}
