package studio.athanor.desktop.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.ModelSessions;
import studio.athanor.core.models.SessionState;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.MeasuredBandwidth;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.TextEngine;

/** Sessions without processes: a load is done at once, or fails as the test says. */
public final class FakeModelSessions implements ModelSessions {

    private final Set<ModelRef> pinned = ConcurrentHashMap.newKeySet();
    private final FakeModelLibrary library;
    private final Jobs jobs;
    private final DeviceBandwidths bandwidths;
    private final Map<ModelRef, FakeSession> sessions = new HashMap<>();
    private final Map<ModelRef, ModelLoadSettings> remembered = new HashMap<>();
    private final List<Consumer<List<ModelSession>>> observers = new CopyOnWriteArrayList<>();
    private Optional<ModelRef> current = Optional.empty();
    private Optional<EngineException> failure = Optional.empty();
    private List<EngineDevice> devices = List.of(
            new EngineDevice(
                    "CPU",
                    "Processor",
                    EngineDevice.Kind.CPU,
                    OptionalLong.of(8_000_000_000L),
                    OptionalLong.of(16_000_000_000L)),
            new EngineDevice(
                    "Vulkan0",
                    "Test card",
                    EngineDevice.Kind.GPU,
                    OptionalLong.of(6_000_000_000L),
                    OptionalLong.of(8_000_000_000L)));
    private volatile CountDownLatch devicesHeld = new CountDownLatch(0);
    private double bytesPerSecond = 300e9;
    private List<LoadedModel.MemoryUse> memory = List.of();
    private List<String> adjustments = List.of();
    private Optional<ModelSession.ChosenPlan> plan = Optional.empty();

    FakeModelSessions(FakeModelLibrary library, Jobs jobs, DeviceBandwidths bandwidths) {
        this.library = library;
        this.jobs = jobs;
        this.bandwidths = bandwidths;
    }

    /** Makes every load fail from now on. */
    public void failWith(EngineException exception) {
        failure = Optional.of(exception);
    }

    /** Says which devices there are. */
    public void devicesAre(List<EngineDevice> found) {
        devices = List.copyOf(found);
    }

    /** Lets searches for devices wait until the latch is counted down. */
    public CountDownLatch holdDevices() {
        devicesHeld = new CountDownLatch(1);
        return devicesHeld;
    }

    /** Says what is measured from now on; loads that fail make measurements fail too. */
    public void measures(double bytes) {
        bytesPerSecond = bytes;
    }

    /** Says how every load ends from now on: by which plan, with which memory, and with which changes. */
    public void loadsBy(ModelSession.ChosenPlan chosen, List<LoadedModel.MemoryUse> taken, List<String> changes) {
        plan = Optional.of(chosen);
        memory = List.copyOf(taken);
        adjustments = List.copyOf(changes);
    }

    /** Puts a session in a state, for example in the middle of a load. */
    public synchronized void put(ModelRef model, SessionState state) {
        FakeSession session =
                new FakeSession(library.find(model).orElseThrow(), rememberedSettings(model), state, plan, adjustments);
        sessions.put(model, session);
        publish();
    }

    @Override
    public synchronized Job<ModelSession> ensureLoaded(ModelRef model, ModelLoadSettings settings) {
        ModelEntry entry = library.find(model).orElseThrow();
        return jobs.start("Load " + entry.name(), context -> {
            if (failure.isPresent()) {
                throw failure.get();
            }
            synchronized (this) {
                FakeSession session = new FakeSession(
                        entry,
                        settings,
                        new SessionState.Ready(
                                memory.isEmpty() ? FakeModels.loaded(entry) : FakeModels.loaded(entry, memory)),
                        plan,
                        adjustments);
                sessions.put(model, session);
                publish();
                return session;
            }
        });
    }

    @Override
    public Job<ModelSession> ensureLoaded(ModelRef model) {
        return ensureLoaded(model, rememberedSettings(model));
    }

    @Override
    public synchronized ModelLoadSettings rememberedSettings(ModelRef model) {
        return remembered.getOrDefault(model, ModelLoadSettings.defaults());
    }

    @Override
    public synchronized void remember(ModelRef model, ModelLoadSettings settings) {
        remembered.put(model, settings);
    }

    @Override
    public synchronized Optional<ModelRef> current() {
        return current.or(() -> library.starter().map(ModelEntry::ref));
    }

    @Override
    public synchronized void choose(ModelRef model) {
        current = Optional.of(model);
    }

    @Override
    public synchronized List<ModelSession> sessions() {
        return new ArrayList<>(sessions.values());
    }

    @Override
    public synchronized Optional<ModelSession> session(ModelRef model) {
        return Optional.ofNullable(sessions.get(model));
    }

    @Override
    public Job<Boolean> unload(ModelRef model) {
        return jobs.start("Unload", context -> {
            synchronized (this) {
                boolean there = sessions.remove(model) != null;
                publish();
                return there;
            }
        });
    }

    @Override
    public Subscription observe(Consumer<List<ModelSession>> observer) {
        observers.add(observer);
        observer.accept(sessions());
        return () -> observers.remove(observer);
    }

    @Override
    public Job<List<EngineDevice>> devices() {
        return jobs.start("Devices", context -> {
            devicesHeld.await();
            return devices;
        });
    }

    @Override
    public void pin(ModelRef model, boolean pin) {
        if (pin) {
            pinned.add(model);
        } else {
            pinned.remove(model);
        }
    }

    @Override
    public boolean isPinned(ModelRef model) {
        return pinned.contains(model);
    }

    @Override
    public Job<Map<String, Long>> measureCompute(ModelRef model, LoadOptions options, DevicePlan plan) {
        return jobs.start("Measure", _ -> Map.of());
    }

    @Override
    public Job<KeptBandwidth> measureBandwidth(String deviceId) {
        return jobs.start("Measure", _ -> {
            if (failure.isPresent()) {
                throw failure.get();
            }
            EngineDevice device = devices.stream()
                    .filter(each -> each.id().equals(deviceId))
                    .findFirst()
                    .orElseThrow();
            return bandwidths.keep(device, devices, "fake 1", new MeasuredBandwidth(bytesPerSecond, 1L << 28, 100));
        });
    }

    @Override
    public Job<List<EngineDevice>> refreshDevices() {
        return devices();
    }

    @Override
    public void close() {}

    private void publish() {
        List<ModelSession> now = sessions();
        observers.forEach(observer -> observer.accept(now));
    }

    private record FakeSession(
            ModelEntry entry,
            ModelLoadSettings settings,
            SessionState state,
            Optional<ChosenPlan> plan,
            List<String> adjustments)
            implements ModelSession {

        @Override
        public Subscription observe(Consumer<SessionState> observer) {
            observer.accept(state);
            return () -> {};
        }

        @Override
        public TextEngine text() throws EngineException {
            throw new EngineException.Unsupported("A fake session does not answer.", "Use a real one.", null);
        }
    }
}
