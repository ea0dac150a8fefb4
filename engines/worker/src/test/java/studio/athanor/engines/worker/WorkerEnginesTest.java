package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.engines.worker.testkit.FakeStudio.ask;
import static studio.athanor.engines.worker.testkit.FakeStudio.model;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.worker.testkit.Collected;
import studio.athanor.engines.worker.testkit.FakeEngineProvider;
import studio.athanor.engines.worker.testkit.FakeStudio;

class WorkerEnginesTest {

    @TempDir
    private Path folder;

    private WorkerEngines engines;

    @BeforeEach
    void createEngines() {
        engines = new WorkerEngines(FakeStudio.settings(folder.resolve("run")));
    }

    @AfterEach
    void closeEngines() {
        engines.close();
    }

    @Test
    void answersThroughAWorker() throws Exception {
        List<String> stages = new CopyOnWriteArrayList<>();
        SupervisedEngine engine =
                engines.open(FakeEngineProvider.ID, model("ok"), (stage, fraction) -> stages.add(stage));
        Collected answer = new Collected();

        RunningText running = engine.generate(ask("count 100 0"), answer);

        assertThat(answer.awaitEnd()).isInstanceOf(TextEvent.Done.class);
        assertThat(running).isNotNull();
        assertThat(answer.text())
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> i + " ").collect(Collectors.joining()));
        assertThat(engine.state()).isEqualTo(new EngineState.Ready(engine.model()));
        assertThat(engine.model().contextTokens()).isEqualTo(2048);
        assertThat(stages).contains("process", "weights");
    }

    @Test
    void listsDevicesInAWorkerThatEnds() throws Exception {
        assertThat(engines.devices(FakeEngineProvider.ID))
                .extracting(EngineDevice::id)
                .containsExactly("Fake0");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void measuresADeviceInAWorkerThatEnds() throws Exception {
        assertThat(engines.measureBandwidth(FakeEngineProvider.ID, "Fake0"))
                .contains(new MeasuredBandwidth(12.5e9, 1L << 28, 40));
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void saysWhatToDoWhenAMeasurementBringsItsWorkerDown() {
        assertThatThrownBy(() -> engines.measureBandwidth(FakeEngineProvider.ID, "Broken0"))
                .isInstanceOfSatisfying(EngineException.WorkerDied.class, failure -> {
                    assertThat(failure)
                            .hasMessageStartingWith("Measuring Broken0 failed: the engine crashed in native code");
                    assertThat(failure.remedy()).startsWith("Measure again").contains("data sheet");
                });
        assertThatThrownBy(() -> engines.measureBandwidth(FakeEngineProvider.ID, "Full0"))
                .isInstanceOfSatisfying(EngineException.OutOfMemory.class, failure -> {
                    assertThat(failure).hasMessageStartingWith("Measuring Full0 failed: a device ran out of memory");
                    assertThat(failure.remedy()).startsWith("Unload models");
                });
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void knowsItsEnginesAndWhetherTheyCanRun() {
        assertThat(engines.provider(FakeEngineProvider.ID)).isPresent();
        assertThat(engines.availability(FakeEngineProvider.ID)).isInstanceOf(Availability.Available.class);
        assertThat(engines.availability("none")).isInstanceOf(Availability.Unavailable.class);
        assertThatThrownBy(() -> engines.open("none", model("ok"), LoadObserver.NONE))
                .isInstanceOf(EngineException.RuntimeUnavailable.class);
    }

    @Test
    void embedsAndCounts() throws Exception {
        SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE);

        assertThat(engine.embed(List.of("a", "ab")))
                .hasSize(2)
                .allSatisfy(vector -> assertThat(vector).hasSize(8).contains(1f));
        assertThat(engine.countTokens(new Prompt.Raw("four", false))).isEqualTo(4);
        assertThatThrownBy(() -> engine.countTokens(new Prompt.Tokens(List.of(1))))
                .isInstanceOf(EngineException.InvalidRequest.class)
                .hasMessage("The fake engine counts raw prompts only.");
    }

    @Test
    void cancelsAnAnswer() throws Exception {
        SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE);
        Collected answer = new Collected();

        RunningText running = engine.generate(ask("count 1000000 1000"), answer);
        TextEvent _ = answer.awaitFirst();
        running.cancel();

        assertThat(answer.awaitEnd()).isInstanceOf(TextEvent.Cancelled.class);
        assertThat(answer.terminals()).isEqualTo(1);
    }

    @Test
    void tellsWhyAModelWasRejected() {
        assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model("reject"), LoadObserver.NONE))
                .isInstanceOf(EngineException.ModelRejected.class)
                .hasMessage("The fake model is rejected.")
                .satisfies(thrown ->
                        assertThat(((EngineException) thrown).details()).contains("fake details"));
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void loadsNothingMoreWhenClosedWhileAWorkerStarts() {
        LoadObserver closing = (stage, fraction) -> {
            if (stage.equals("process")) {
                engines.close();
            }
        };

        assertThatThrownBy(() -> engines.open(FakeEngineProvider.ID, model("slow-600000"), closing))
                .isInstanceOf(EngineException.RuntimeUnavailable.class)
                .hasMessageContaining("The studio is closing");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void endsItsWorkersWhenClosed() throws Exception {
        SupervisedEngine engine = engines.open(FakeEngineProvider.ID, model("ok"), LoadObserver.NONE);
        Collected answer = new Collected();
        RunningText _ = engine.generate(ask("count 1000000 1000"), answer);
        TextEvent _ = answer.awaitFirst();

        engines.close();

        assertThat(answer.awaitEnd()).isInstanceOf(TextEvent.Cancelled.class);
        assertThat(engine.state()).isInstanceOf(EngineState.Stopped.class);
        assertThat(ProcessHandle.current().children()).isEmpty();
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }
}
