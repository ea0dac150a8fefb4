package studio.athanor.gpumonitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.gpumonitor.SourceReader.Answer;
import studio.athanor.gpumonitor.device.EngineSeenDevice;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;

/**
 * Looks at all cards, as often as the most interested observer wants, and not at all while nobody looks: then no thread of
 * it wakes up. Readings are taken on a thread of its own and are immutable. A source that hangs or fails is marked so; its
 * cards keep their last reading for three seconds, and the others are read on time. What failed is tried again after a
 * pause of five seconds at first and five minutes at last, while somebody looks. Thread-safe.
 */
public final class DeviceSampler implements AutoCloseable {

    /** Six minutes of readings at twice a second. */
    public static final int HISTORY = 720;

    private static final Logger LOG = LoggerFactory.getLogger(DeviceSampler.class);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration OPENING_PATIENCE = Duration.ofSeconds(15);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final double BUSY_PERCENT = 3;
    private static final double NOTABLE_BYTES = 16 << 20;

    private final List<SourceReader> readers;
    private final HostMemorySource host;
    private final InstantSource clock;
    private final Map<String, DeviceHistory> histories = new ConcurrentHashMap<>();
    private final List<Observation> observations = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReentrantLock sampling = new ReentrantLock();
    private volatile List<EngineSeenDevice> seen = List.of();
    private volatile @Nullable BoardReading latest;
    private @Nullable Board board;
    private @Nullable Thread thread;
    private boolean closed;
    private boolean failing;
    private long lastBusyNanos = System.nanoTime();

    /**
     * Makes a sampler that rests until it is observed. It owns the sources.
     *
     * @param sources by descending trust: where two report a card, the earlier one's words count
     * @param host the host's memory
     */
    public DeviceSampler(List<DeviceSource> sources, HostMemorySource host) {
        this(sources, host, InstantSource.system(), RetryPause::usual, OPENING_PATIENCE);
    }

    DeviceSampler(
            List<DeviceSource> sources,
            HostMemorySource host,
            InstantSource clock,
            Supplier<RetryPause> retryPause,
            Duration openingPatience) {
        readers = sources.stream()
                .map(source -> new SourceReader(source, clock, retryPause.get(), openingPatience))
                .toList();
        this.host = host;
        this.clock = clock;
    }

    /**
     * Tells an observer of every reading from now on, beginning with the latest.
     *
     * @param interest how closely it follows
     * @param observer called on the sampler's thread, with the latest reading at once on the caller's; must return at once
     * @return close it to look no more
     */
    public Observation observe(Interest interest, Consumer<BoardReading> observer) {
        Observation observation = new Observation(interest, observer);
        observations.add(observation);
        BoardReading known = latest;
        if (known != null) {
            observation.tell(known);
        }
        wake();
        return observation;
    }

    /** Returns the latest reading; it is old if nobody has looked for a while. */
    public Optional<BoardReading> latest() {
        return Optional.ofNullable(latest);
    }

    /** Returns a card's last readings; empty if there is no such card. */
    public Optional<DeviceHistory> history(String key) {
        return Optional.ofNullable(histories.get(key));
    }

    /** Says how engines see the cards; counts from the next reading on. */
    public void seenByEngines(List<EngineSeenDevice> devices) {
        seen = List.copyOf(devices);
        wake();
    }

    /**
     * Looks once, on the calling thread, and waits for sources that are still looking for their cards, and for what reads the
     * host's memory to be loaded.
     *
     * @param patience how long to wait for them at most
     */
    public BoardReading lookOnce(Duration patience) throws InterruptedException {
        return sample(System.nanoTime() + patience.toNanos());
    }

    /** Ends all looking. Does not wait for a source that hangs. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        readers.forEach(SourceReader::close);
    }

    private void wake() {
        lock.lock();
        try {
            if (thread == null && !closed && !observations.isEmpty()) {
                thread = Thread.ofPlatform().daemon().name("device-sampler").start(this::run);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            long last = Long.MIN_VALUE;
            while (awaitTurn(last)) {
                last = System.nanoTime();
                look(last + PATIENCE_NANOS);
            }
        } catch (InterruptedException _) {
            LOG.debug("The sampler was interrupted and ends.");
        }
    }

    /** A look that fails is no reason not to look again. */
    private void look(long deadlineNanos) throws InterruptedException {
        try {
            BoardReading reading = sample(deadlineNanos);
            observations.forEach(observation -> observation.tell(reading));
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("The cards could not be looked at; the next look may work.", e);
            }
            failing = true;
        }
    }

    /** Waits until the next reading is due; false when closed. */
    private boolean awaitTurn(long lastNanos) throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Optional<Interest> closest =
                        observations.stream().map(Observation::interest).min(Interest::compareTo);
                if (closest.isEmpty()) {
                    changed.await();
                    continue;
                }
                long interval = TimeUnit.MILLISECONDS.toNanos(closest.get().intervalMillis(isIdle()));
                long left = lastNanos == Long.MIN_VALUE ? 0 : lastNanos + interval - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                changed.awaitNanos(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private BoardReading sample(long deadlineNanos) throws InterruptedException {
        sampling.lockInterruptibly();
        try {
            host.load();
            readers.forEach(SourceReader::request);
            List<Answer> answers = new ArrayList<>(readers.size());
            for (SourceReader reader : readers) {
                answers.add(reader.await(deadlineNanos));
            }
            host.awaitLoaded(deadlineNanos);
            List<EngineSeenDevice> others = seen;
            if (board == null || !board.isOf(answers, others)) {
                board = Board.of(answers, others);
            }
            BoardReading reading = new BoardReading(
                    clock.instant(),
                    board.read(answers),
                    host.read(),
                    answers.stream().map(Answer::status).toList());
            remember(reading);
            latest = reading;
            return reading;
        } finally {
            sampling.unlock();
        }
    }

    private void remember(BoardReading reading) {
        long now = reading.at().toEpochMilli();
        Set<String> keys = new HashSet<>();
        for (DeviceReading each : reading.devices()) {
            String key = each.device().key();
            keys.add(key);
            DeviceHistory history = histories.computeIfAbsent(key, _ -> new DeviceHistory(HISTORY));
            history.add(now, each.reading());
            if (isBusy(each.reading(), history)) {
                lastBusyNanos = System.nanoTime();
            }
        }
        histories.keySet().retainAll(keys);
    }

    private static boolean isBusy(GpuReading reading, DeviceHistory history) {
        double[] used = new double[2];
        boolean moved = history.copy(Metric.USED_BYTES, used) == 2 && Math.abs(used[1] - used[0]) > NOTABLE_BYTES;
        return moved || reading.activity().gpuPercent().orElse(0) > BUSY_PERCENT;
    }

    private boolean isIdle() {
        return System.nanoTime() - lastBusyNanos > QUIET_NANOS;
    }

    /** Somebody's looking. Thread-safe. */
    public final class Observation implements AutoCloseable {

        private final Consumer<BoardReading> observer;
        private volatile Interest interest;

        private Observation(Interest interest, Consumer<BoardReading> observer) {
            this.interest = interest;
            this.observer = observer;
        }

        Interest interest() {
            return interest;
        }

        /** Follows more or less closely from now on. */
        public void follow(Interest other) {
            interest = other;
            wake();
        }

        /** Looks no more. */
        @Override
        public void close() {
            observations.remove(this);
            wake();
        }

        private void tell(BoardReading reading) {
            try {
                observer.accept(reading);
            } catch (RuntimeException e) {
                LOG.warn("An observer of the cards failed.", e);
            }
        }
    }
}
