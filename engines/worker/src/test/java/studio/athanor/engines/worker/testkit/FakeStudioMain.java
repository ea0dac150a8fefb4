package studio.athanor.engines.worker.testkit;

import java.nio.file.Path;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.worker.SupervisedEngine;
import studio.athanor.engines.worker.WorkerEngines;

/** A studio that opens a fake model, prints its worker's process id, and waits to be killed. */
public final class FakeStudioMain {

    private FakeStudioMain() {}

    public static void main(String[] args) throws Exception {
        try (WorkerEngines engines = new WorkerEngines(FakeStudio.settings(Path.of(args[0])));
                SupervisedEngine engine =
                        engines.open(FakeEngineProvider.ID, FakeStudio.model("ok"), LoadObserver.NONE)) {
            System.out.println(engine.processId().orElseThrow());
            Thread.sleep(600_000);
        }
    }
}
