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

    private FakeStudio() {}

    /** Returns settings whose workers restart fast; the patience with stalls is the product's. */
    public static WorkerSettings settings(Path privateFolder) {
        return WorkerSettings.ofThisProgram(privateFolder, new EngineEnvironment(Map.of()))
                .withLimits(limits(Duration.ofSeconds(10), Duration.ofSeconds(120)));
    }

    public static WorkerLimits limits(Duration unresponsive, Duration loadStall) {
        WorkerLimits product = WorkerLimits.defaults();
        return new WorkerLimits(
                product.start(),
                loadStall,
                Duration.ofMillis(200),
                unresponsive,
                product.silence(),
                product.shutdown(),
                Duration.ofSeconds(60),
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
