package studio.athanor.engines.worker;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.DeviceVisibility;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;

/**
 * Opens models, each in a worker process of its own. One per program; thread-safe. Closing it ends all workers.
 *
 * <p>On creation it also ends workers that an earlier studio left behind in the same private folder.
 */
public final class WorkerEngines implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerEngines.class);

    private final WorkerSettings settings;
    private final WorkerLauncher launcher;
    private final List<EngineProvider> providers;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final Map<String, List<EngineDevice>> lastSeen = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Creates a factory without any worker. */
    public WorkerEngines(WorkerSettings settings) {
        this.settings = settings;
        this.launcher = new WorkerLauncher(settings);
        this.providers = ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(EngineProvider::id))
                .toList();
        WorkerRecord.reap(settings.privateFolder());
    }

    /** Returns the engines that were found on the class path, in order of their identifiers. */
    public List<EngineProvider> providers() {
        return providers;
    }

    /** Returns the engine with an identifier. */
    public Optional<EngineProvider> provider(String providerId) {
        return providers().stream()
                .filter(provider -> provider.id().equals(providerId))
                .findFirst();
    }

    /** Tells within milliseconds whether an engine can run here. */
    public Availability availability(String providerId) {
        return provider(providerId)
                .map(found -> found.check(settings.engines()))
                .orElseGet(() -> new Availability.Unavailable(
                        "There is no engine named \"" + providerId + "\".", "Choose one of the installed engines."));
    }

    /**
     * Lists the devices an engine could use, in a worker that ends afterwards. Blocks for as long as the runtime takes
     * to start; interrupting ends the worker.
     *
     * @throws EngineException if the runtime cannot be loaded, or brought its process down
     */
    public List<EngineDevice> devices(String providerId) throws EngineException, InterruptedException {
        List<EngineDevice> devices = devices(providerId, Map.of());
        lastSeen.put(providerId, devices);
        return devices;
    }

    /**
     * Lists the devices an engine could use, as {@link #devices(String)} does.
     *
     * @param deviceVariables variables that decide which devices the worker sees, for example {@code
     *     GGML_VK_VISIBLE_DEVICES -> 0}
     */
    public List<EngineDevice> devices(String providerId, Map<String, String> deviceVariables)
            throws EngineException, InterruptedException {
        var _ = requireUsable(providerId);
        return inProbe(providerId, deviceVariables, WorkerClient::devices);
    }

    /**
     * Tells what a load would take for the scratch of its graphs, in a worker that ends afterwards. Blocks for up to some
     * seconds; interrupting ends the worker.
     *
     * @return bytes by device id; empty if the engine cannot tell
     * @throws EngineException if the model or the plan was refused, or the worker ended
     */
    public Map<String, Long> measureCompute(String providerId, OpenRequest request)
            throws EngineException, InterruptedException {
        DeviceVisibility visibility = visibility(providerId, request.plan());
        OpenRequest there = request.withDeviceNames(visibility.deviceNames());
        return inProbe(providerId, visibility.variables(), probe -> probe.measureCompute(there));
    }

    /**
     * Measures how fast a device reads weights, in a worker that ends afterwards. Blocks for some seconds; interrupting ends
     * the worker.
     *
     * @param deviceId as {@link #devices(String)} named it
     * @return the measurement; empty if the engine cannot tell
     * @throws EngineException if the device is not there, has too little free memory, or brought its process down
     */
    public Optional<MeasuredBandwidth> measureBandwidth(String providerId, String deviceId)
            throws EngineException, InterruptedException {
        var _ = requireUsable(providerId);
        return inProbe(providerId, Map.of(), probe -> probe.measureBandwidth(deviceId));
    }

    /** Asks a worker that is started for one question. */
    private <T> T inProbe(String providerId, Map<String, String> deviceVariables, Question<T> question)
            throws EngineException, InterruptedException {
        WorkerClient probe = launcher.launch(providerId, deviceVariables);
        open.add(probe);
        try {
            requireOpen();
            return question.ask(probe);
        } finally {
            probe.close();
            open.remove(probe);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(WorkerClient worker) throws EngineException, InterruptedException;
    }

    /**
     * Loads a model in a new worker, which sees only the devices of the request's plan where its engine can arrange that.
     * Blocks until it is ready; interrupting cancels.
     *
     * @param providerId which engine
     * @param request the model and how to load it
     * @param observer told of progress from any thread; must return quickly
     * @return the loaded model; the caller closes it
     * @throws EngineException if the model was refused, or the worker ended; there is no second try
     * @throws InterruptedException if the load was cancelled
     */
    public SupervisedEngine open(String providerId, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        SupervisedEngine engine =
                SupervisedEngine.open(new PlannedLoader(providerId, request), settings.limits(), observer);
        open.add(engine);
        var _ = engine.observe(state -> {
            if (state instanceof EngineState.Final) {
                open.remove(engine);
            }
        });
        if (closed) {
            engine.close();
        }
        return engine;
    }

    private DeviceVisibility visibility(String providerId, DevicePlan plan) throws EngineException {
        return requireUsable(providerId).visibility(plan, settings.environment());
    }

    /** Loads one model, as often as it takes, on the devices that it was planned for. */
    private final class PlannedLoader implements SupervisedEngine.Loader {

        private final String providerId;
        private final OpenRequest request;
        private final DeviceVisibility visibility;
        private final PlannedDevices devices;

        PlannedLoader(String providerId, OpenRequest request) throws EngineException {
            this.providerId = providerId;
            visibility = visibility(providerId, request.plan());
            this.request = request.withDeviceNames(visibility.deviceNames());
            devices = new PlannedDevices(request.plan(), lastSeen.getOrDefault(providerId, List.of()));
        }

        @Override
        public WorkerClient load(LoadObserver observer) throws EngineException, InterruptedException {
            observer.progress("process", 0);
            WorkerClient worker = launcher.launch(providerId, visibility.variables());
            worker.nameDevices(devices.names(visibility.deviceNames()));
            open.add(worker);
            boolean loaded = false;
            try {
                requireOpen();
                var _ = worker.open(request, observer);
                loaded = true;
                return worker;
            } finally {
                open.remove(worker);
                if (!loaded) {
                    worker.close();
                }
            }
        }

        @Override
        public void checkDevices() throws EngineException, InterruptedException {
            if (!devices.isEmpty()) {
                devices.requireAmong(devices(providerId));
            }
        }
    }

    /** Whoever adds a worker asks afterwards: {@link #close} ends those that were there before. */
    private void requireOpen() throws EngineException.RuntimeUnavailable {
        if (closed) {
            throw new EngineException.RuntimeUnavailable(
                    "The studio is closing, no model can be loaded.", "Start the studio again.", null);
        }
    }

    private EngineProvider requireUsable(String providerId) throws EngineException {
        requireOpen();
        return provider(providerId)
                .orElseThrow(() -> new EngineException.RuntimeUnavailable(
                        "There is no engine named \"" + providerId + "\".",
                        "Choose one of the installed engines.",
                        null));
    }

    /** Closes all engines and ends all workers. Blocks for some seconds at most. */
    @Override
    public void close() {
        closed = true;
        List<Thread> closers = open.stream()
                .map(each -> Thread.ofVirtual().start(() -> close(each)))
                .toList();
        for (Thread closer : closers) {
            try {
                closer.join();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void close(AutoCloseable worker) {
        try {
            worker.close();
        } catch (Exception broken) {
            log.warn("A worker could not be closed", broken);
        }
    }
}
