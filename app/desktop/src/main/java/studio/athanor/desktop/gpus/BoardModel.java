package studio.athanor.desktop.gpus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.Studio;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.DeviceSampler;
import studio.athanor.gpumonitor.Interest;

/**
 * Follows the cards: closely while the pane is open, now and then for the small bars, and not at all where there is no
 * card. FX thread only, except for what says otherwise.
 */
public final class BoardModel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Studio studio;
    private final UiScheduler scheduler;
    private final BoardReader reader;
    private final Object readingLock = new Object();
    private final AtomicReference<@Nullable BoardState> latest = new AtomicReference<>();
    private final Runnable publish;
    private final Subscription sessions;
    private final Subscription limits;
    private final ReadOnlyObjectWrapper<@Nullable BoardState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<EngineDevice>> engineDevices = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Throwable>> failure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private volatile boolean watching;
    private volatile boolean closed;
    private DeviceSampler.@Nullable Observation observation;

    /** Creates a model that looks at nothing yet. */
    public BoardModel(Studio studio, UiScheduler scheduler) {
        this.studio = studio;
        this.scheduler = scheduler;
        reader = new BoardReader(studio);
        publish = scheduler.oncePerFrame(() -> state.set(latest.get()));
        sessions = studio.sessions().observe(all -> readAgain());
        limits = studio.settings().observe(DeviceLimits.SECTION, now -> readAgain());
    }

    /** Looks once whether there are cards, off the FX thread; if so, they are followed for the small bars. */
    public void lookForCards() {
        scheduler.background(() -> studio.devices().lookOnce(PATIENCE), this::found, ignored -> {});
    }

    private void found(BoardReading reading) {
        if (!closed) {
            take(reading);
            if (!watching) {
                glance(!reading.devices().isEmpty());
            }
        }
    }

    /** Follows the cards closely, and asks the engines for theirs the first time. */
    void watch() {
        if (watching || closed) {
            return;
        }
        watching = true;
        observe(Interest.WATCHING);
        if (engineDevices.get().isEmpty()) {
            findDevices(studio.findDevices());
        }
    }

    /** Follows the cards as the small bars need it. */
    void rest() {
        if (watching) {
            watching = false;
            BoardState now = latest.get();
            glance(now != null && !now.cards().isEmpty());
        }
    }

    /** Asks the engines for their devices again. */
    void findAgain() {
        if (!searching.get()) {
            searching.set(true);
            var _ = studio.sessions()
                    .refreshDevices()
                    .result()
                    .whenComplete((found, problem) -> scheduler.execute(() -> findDevices(studio.findDevices())));
        }
    }

    private void findDevices(Job<List<EngineDevice>> job) {
        searching.set(true);
        var _ = job.result()
                .whenComplete((found, problem) -> scheduler.execute(() -> {
                    failure.set(Optional.ofNullable(problem));
                    if (found != null) {
                        engineDevices.set(List.copyOf(found));
                    }
                    searching.set(false);
                    lookForCards();
                }));
    }

    /** Tells that engines were asked for their devices, which may be new to the small bars. */
    public void devicesFound() {
        if (engineDevices.get().isEmpty() && !searching.get()) {
            findDevices(studio.findDevices());
        }
    }

    private void glance(boolean cards) {
        if (cards) {
            observe(Interest.GLANCING);
        } else {
            stop();
        }
    }

    private void observe(Interest interest) {
        stop();
        observation = studio.devices().observe(interest, this::take);
    }

    private void stop() {
        if (observation != null) {
            observation.close();
            observation = null;
        }
    }

    /** On the sampler's thread, mostly; small bars are told only of what would look different. */
    private void take(BoardReading reading) {
        BoardState before;
        BoardState now;
        synchronized (readingLock) {
            before = latest.get();
            now = reader.read(reading);
            latest.set(now);
        }
        if (watching || before == null || !before.glances().equals(now.glances())) {
            publish.run();
        }
    }

    private void readAgain() {
        if (latest.get() != null && !closed) {
            synchronized (readingLock) {
                reader.examineSoon();
            }
            studio.devices().latest().ifPresent(this::take);
        }
    }

    /** Returns how the cards are; null before the first look. */
    ReadOnlyObjectProperty<@Nullable BoardState> state() {
        return state.getReadOnlyProperty();
    }

    /** Returns the devices that engines see, the processor included. */
    ReadOnlyObjectProperty<List<EngineDevice>> engineDevices() {
        return engineDevices.getReadOnlyProperty();
    }

    /** Returns why engines could not tell their devices. */
    ReadOnlyObjectProperty<Optional<Throwable>> failure() {
        return failure.getReadOnlyProperty();
    }

    /** Returns whether engines are being asked. */
    ReadOnlyBooleanProperty searching() {
        return searching.getReadOnlyProperty();
    }

    /** Returns a card's last readings. */
    Optional<DeviceHistory> history(String key) {
        return studio.devices().history(key);
    }

    /** Returns a short name for a device: its place among the cards, or {@code CPU}. */
    String nameOf(String deviceId) {
        BoardState now = state.get();
        return now == null
                ? deviceId
                : now.cards().stream()
                        .filter(card -> card.engineId().filter(deviceId::equals).isPresent())
                        .findFirst()
                        .map(card -> Integer.toString(card.index()))
                        .orElse(deviceId);
    }

    /**
     * Measures how fast a device reads its memory; the next plans use it.
     *
     * @param device the engine's name
     * @param ended told on the FX thread that it is done, or why it failed
     */
    void measure(String device, Consumer<Optional<Throwable>> ended) {
        var _ = studio.sessions()
                .measureBandwidth(device)
                .result()
                .whenComplete((measured, failed) -> scheduler.execute(() -> {
                    readAgain();
                    ended.accept(Optional.ofNullable(failed));
                }));
    }

    /** @param device the engine's name; the limit is kept for the card behind it */
    void setReserve(String device, long bytes) {
        studio.settings().update(DeviceLimits.SECTION, now -> now.withReserve(key(device), bytes));
    }

    /** @param device the engine's name; the limit is kept for the card behind it */
    void setExcluded(String device, boolean excluded) {
        studio.settings().update(DeviceLimits.SECTION, now -> now.withExcluded(key(device), excluded));
    }

    private String key(String device) {
        return PhysicalDevices.keys(engineDevices.get()).getOrDefault(device, device);
    }

    @Override
    public void close() {
        closed = true;
        stop();
        sessions.close();
        limits.close();
    }
}
