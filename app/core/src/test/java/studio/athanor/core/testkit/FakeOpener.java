package studio.athanor.core.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.EngineOpener;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.OpenRequest;

/** Opens {@link FakeEngine}s in this process. */
public final class FakeOpener implements EngineOpener {

    private static final String DYING = "dying";

    private final List<EngineProvider> providers = new CopyOnWriteArrayList<>(List.of(new FakeProvider("fake")));
    private final List<OpenRequest> opened = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeEngine> engines = new LinkedBlockingQueue<>();
    private final List<EngineDevice> devices = new ArrayList<>();
    private final Map<String, MeasuredBandwidth> bandwidths = new ConcurrentHashMap<>();
    private final Optional<Consumer<FakeRequest>> answering;
    private volatile @Nullable EngineException failure;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean once;
    private int deathsOfSearches;
    private volatile boolean closed;

    private FakeOpener(Optional<Consumer<FakeRequest>> answering) {
        this.answering = answering;
    }

    /** Returns an opener whose models answer by hand. */
    public static FakeOpener byHand() {
        return new FakeOpener(Optional.empty());
    }

    /** Returns an opener whose models answer by themselves. */
    public static FakeOpener answering(Consumer<FakeRequest> answer) {
        return new FakeOpener(Optional.of(answer));
    }

    /** Lets loads fail from now on. */
    public void failWith(EngineException next) {
        failure = next;
    }

    /** Lets the next load fail, and those after it work. */
    public void failOnceWith(EngineException next) {
        failure = next;
        once = true;
    }

    /** Lets loads work from now on. */
    public void recover() {
        failure = null;
    }

    /** Holds loads back until the latch is counted down. */
    public CountDownLatch holdLoads() {
        CountDownLatch held = new CountDownLatch(1);
        gate = held;
        return held;
    }

    /** Lets the next searches for devices die. */
    public void searchesDie(int times) {
        deathsOfSearches = times;
    }

    /** Installs a second engine, whose searches for devices die. */
    public void addEngineWhoseSearchesDie() {
        providers.addFirst(new FakeProvider(DYING));
    }

    public void addDevice(EngineDevice device) {
        devices.add(device);
    }

    /** Says what is measured of a device; others cannot be measured. */
    public void measures(String deviceId, MeasuredBandwidth bandwidth) {
        bandwidths.put(deviceId, bandwidth);
    }

    /** Returns what was opened. */
    public List<OpenRequest> opened() {
        return opened;
    }

    /** Waits for the next engine. */
    public FakeEngine next() throws InterruptedException {
        @Nullable FakeEngine engine = engines.poll(30, TimeUnit.SECONDS);
        if (engine == null) {
            throw new AssertionError("no model was loaded");
        }
        return engine;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public List<EngineProvider> providers() {
        return List.copyOf(providers);
    }

    @Override
    public Availability availability(EngineProvider provider) {
        return new Availability.Available("fake 1", "");
    }

    @Override
    public List<EngineDevice> devices(EngineProvider provider) throws EngineException {
        if (provider.id().equals(DYING) || deathsOfSearches-- > 0) {
            throw new EngineException.WorkerDied("The search died.", "Try again.", null);
        }
        return List.copyOf(devices);
    }

    @Override
    public Map<String, Long> measureCompute(EngineProvider provider, OpenRequest request) {
        return Map.of();
    }

    @Override
    public Optional<MeasuredBandwidth> measureBandwidth(EngineProvider provider, String deviceId) {
        return Optional.ofNullable(bandwidths.get(deviceId));
    }

    @Override
    public Engine open(EngineProvider provider, OpenRequest request, LoadObserver observer)
            throws EngineException, InterruptedException {
        observer.progress("weights", 0.5);
        gate.await();
        EngineException wanted = failure;
        if (wanted != null) {
            if (once) {
                once = false;
                failure = null;
            }
            throw wanted;
        }
        opened.add(request);
        FakeEngine engine = new FakeEngine(model(request), answering);
        engines.add(engine);
        return engine;
    }

    private static LoadedModel model(OpenRequest request) {
        return new LoadedModel(
                "fake",
                "fake 1",
                request.modelFile(),
                "fake",
                "llama",
                "fake 1M Q8_0",
                1_000_000,
                1_000_000,
                256,
                request.options().contextTokens().orElse(256),
                1,
                1,
                100,
                OptionalInt.empty(),
                Optional.of("{{ messages }}"),
                Set.of(Capability.CHAT),
                List.of(),
                List.of());
    }

    @Override
    public void close() {
        closed = true;
    }
}
