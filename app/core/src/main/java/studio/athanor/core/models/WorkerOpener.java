package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineEnvironment;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.WorkerEngines;
import studio.athanor.engines.worker.WorkerSettings;

/** Opens engines in worker processes. Nothing is prepared before the first question. */
final class WorkerOpener implements EngineOpener {

    private final Path privateFolder;
    private final EngineEnvironment environment;
    private @Nullable WorkerEngines engines;

    WorkerOpener(Path privateFolder, EngineEnvironment environment) {
        this.privateFolder = privateFolder;
        this.environment = environment;
    }

    private synchronized WorkerEngines engines() {
        WorkerEngines known = engines;
        if (known == null) {
            known = new WorkerEngines(WorkerSettings.ofThisProgram(privateFolder, environment));
            engines = known;
        }
        return known;
    }

    @Override
    public List<EngineProvider> providers() {
        return engines().providers();
    }

    @Override
    public Availability availability(EngineProvider provider) {
        return engines().availability(provider.id());
    }

    @Override
    public List<EngineDevice> devices(EngineProvider provider) throws EngineException, InterruptedException {
        return engines().devices(provider.id());
    }

    @Override
    public Engine open(EngineProvider provider, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        return engines().open(provider.id(), request, observer);
    }

    @Override
    public void close() {
        @Nullable WorkerEngines opened;
        synchronized (this) {
            opened = engines;
        }
        if (opened != null) {
            opened.close();
        }
    }
}
