package studio.athanor.placement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import studio.athanor.core.models.EngineOpener;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.worker.WorkerEngines;

/** Opens models in real workers that also get variables which the studio never passes on, and remembers what was tried. */
final class TestOpener implements EngineOpener {

    private final WorkerEngines workers;
    private final List<OpenRequest> tries = new CopyOnWriteArrayList<>();

    /**
     * @param devices as {@link SoftwareDevices} makes them
     * @param variables as {@link Workers#open} takes them
     */
    TestOpener(Path privateFolder, Map<String, String> devices, Map<String, String> variables) throws IOException {
        workers = Workers.open(privateFolder, devices, variables);
    }

    /** Returns the loads that were begun, in order. */
    List<OpenRequest> tries() {
        return List.copyOf(tries);
    }

    @Override
    public List<EngineProvider> providers() {
        return workers.providers();
    }

    @Override
    public Availability availability(EngineProvider provider) {
        return workers.availability(provider.id());
    }

    @Override
    public List<EngineDevice> devices(EngineProvider provider) throws EngineException, InterruptedException {
        return workers.devices(provider.id());
    }

    @Override
    public Map<String, Long> measureCompute(EngineProvider provider, OpenRequest request)
            throws EngineException, InterruptedException {
        return workers.measureCompute(provider.id(), request);
    }

    @Override
    public Engine open(EngineProvider provider, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        tries.add(request);
        return workers.open(provider.id(), request, observer);
    }

    @Override
    public void close() {
        workers.close();
    }
}
