package studio.athanor.engines.worker.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextRequest;
import studio.athanor.engines.worker.WorkerLimits;
import studio.athanor.engines.worker.WorkerSettings;

/** Settings and requests for tests with the fake engine. */
public final class FakeStudio {

    /** Patience with a worker where stalls are not the subject: enough for a machine that is busy with other work. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private FakeStudio() {}

    /** Returns settings whose workers restart fast. */
    public static WorkerSettings settings(Path privateFolder) {
        return WorkerSettings.ofThisProgram(privateFolder, new EngineEnvironment(Map.of()))
                .withLimits(limits(PATIENCE, PATIENCE));
    }

    public static WorkerLimits limits(Duration unresponsive, Duration loadStall) {
        WorkerLimits product = WorkerLimits.defaults();
        return new WorkerLimits(
                PATIENCE,
                loadStall,
                Duration.ofMillis(200),
                unresponsive,
                product.silence(),
                product.shutdown(),
                PATIENCE,
                List.of(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(40)),
                product.restartWindow());
    }

    public static OpenRequest model(String name) {
        return new OpenRequest("/fake/" + name, LoadOptions.defaults(), DevicePlan.CPU);
    }

    public static TextRequest ask(String command) {
        return TextRequest.of(new Prompt.Raw(command, false));
    }
}
