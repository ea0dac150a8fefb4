package studio.athanor.gpumonitor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.gpumonitor.SourceStatus.State;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.SourceException;

/**
 * Reads one source on a thread of its own, when asked. A driver that hangs holds up this thread and nothing else; between
 * requests the thread sleeps without waking up. A source that failed, and one with a card that does not answer, is closed and
 * opened again after a pause that grows; a card that is missing then counts as lost until it is back.
 */
final class SourceReader {

    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

    /** A late source's last reading is shown for so long. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final DeviceSource source;
    private final InstantSource clock;
    private final RetryPause pause;
    private final long openingPatienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition requested = lock.newCondition();
    private final Condition answered = lock.newCondition();
    private @Nullable Thread thread;
    private boolean busy;
    private boolean opening;
    private boolean closed;

    /** What it looks at never was on this machine. */
    private boolean useless;

    private boolean workedOnce;

    private List<DeviceIdentity> identities = List.of();
    private List<GpuReading> readings = List.of();
    private SourceStatus status;
    private long requestedNanos;
    private long answeredNanos;
    private long openedNanos;
    private long notBeforeNanos = Long.MIN_VALUE;
    private long reopenNanos = Long.MAX_VALUE;

    /** @param openingPatience a first opening that takes longer than this hangs */
    SourceReader(DeviceSource source, InstantSource clock, RetryPause pause, Duration openingPatience) {
        this.source = source;
        this.clock = clock;
        this.pause = pause;
        openingPatienceNanos = openingPatience.toNanos();
        status = SourceStatus.of(source.name(), State.OPENING);
    }

    /**
     * What a source knows now.
     *
     * @param identities its cards
     * @param readings one for each
     * @param status how it is doing
     */
    record Answer(List<DeviceIdentity> identities, List<GpuReading> readings, SourceStatus status) {}

    /** Asks for a reading, unless one is under way or the source is out of order for now. */
    void request() {
        lock.lock();
        try {
            boolean over = closed || useless;
            long now = System.nanoTime();
            if (busy || over || now < notBeforeNanos) {
                return;
            }
            busy = true;
            requestedNanos = now;
            if (thread == null) {
                thread = Thread.ofPlatform()
                        .daemon()
                        .name("device-source-" + source.name())
                        .start(this::run);
            }
            requested.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the reading that was asked for, but not beyond a time of {@link System#nanoTime}. */
    Answer await(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (busy && left > 0) {
                left = answered.awaitNanos(left);
            }
            return answer();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the thread end after what it is doing; it closes the source. */
    void close() {
        lock.lock();
        try {
            closed = true;
            requested.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Opening may take a second or two, and more at first, when drivers start; reading may not. */
    private Answer answer() {
        long now = System.nanoTime();
        long patience = status.state() == State.OPENING ? openingPatienceNanos : opening ? STALE_NANOS : 0;
        if (!busy || now - requestedNanos < patience) {
            return new Answer(identities, readings, status);
        }
        boolean stale = now - answeredNanos > STALE_NANOS;
        return new Answer(
                identities,
                stale ? unanswered(DeviceState.UNREADABLE) : readings,
                new SourceStatus(
                        source.name(),
                        State.LATE,
                        "LATE",
                        source.name() + " has not answered for a while.",
                        "If this stays, the driver hangs: restart the computer.",
                        Optional.empty()));
    }

    private void run() {
        Optional<Session> session = Optional.empty();
        while (awaitRequest()) {
            try {
                if (session.isPresent() && (source.wantsReopening() || isReopeningDue())) {
                    session = Optional.empty();
                    source.close();
                }
                Session open = session.isPresent() ? session.get() : open();
                session = Optional.of(open);
                publish(open, source.read());
            } catch (SourceException | RuntimeException | LinkageError e) {
                session = Optional.empty();
                closeAfter(e);
                fail(e);
            }
        }
        source.close();
    }

    private Session open() throws SourceException {
        lock.lock();
        try {
            opening = true;
        } finally {
            lock.unlock();
        }
        List<DeviceIdentity> found = source.open();
        lock.lock();
        try {
            opening = false;
            openedNanos = System.nanoTime();
            reopenNanos = Long.MAX_VALUE;
            return Session.of(found, identities, readings);
        } finally {
            lock.unlock();
        }
    }

    private void closeAfter(Throwable thrown) {
        try {
            source.close();
        } catch (RuntimeException e) {
            thrown.addSuppressed(e);
        }
    }

    private boolean isReopeningDue() {
        lock.lock();
        try {
            return System.nanoTime() >= reopenNanos;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRequest() {
        lock.lock();
        try {
            while (!busy && !closed) {
                requested.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void publish(Session session, List<GpuReading> read) {
        List<GpuReading> all = session.readings(source.name(), read);
        lock.lock();
        try {
            workedOnce = true;
            identities = session.cards;
            readings = all;
            boolean well = all.stream()
                    .allMatch(reading -> reading.state() == DeviceState.OK || reading.state() == DeviceState.ASLEEP);
            if (well) {
                reopenNanos = Long.MAX_VALUE;
                status = SourceStatus.of(source.name(), State.WORKING);
            } else if (reopenNanos == Long.MAX_VALUE) {
                Duration wait = nextPause();
                reopenNanos = System.nanoTime() + wait.toNanos();
                status = SourceStatus.of(source.name(), State.WORKING)
                        .retriedAt(clock.instant().plus(wait));
            }
            done();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable thrown) {
        lock.lock();
        try {
            boolean absent = thrown instanceof SourceException.NotPresent;
            if (status.state() != State.FAILED && !absent) {
                LOG.warn("{} cannot be read.", source.name(), thrown);
            }
            useless = absent && !workedOnce;
            status = statusOf(thrown);
            readings = unanswered(absent ? DeviceState.LOST : DeviceState.UNREADABLE);
            if (!useless) {
                Duration wait = nextPause();
                notBeforeNanos = System.nanoTime() + wait.toNanos();
                status = status.retriedAt(clock.instant().plus(wait));
            }
            opening = false;
            openedNanos = 0;
            done();
        } finally {
            lock.unlock();
        }
    }

    private Duration nextPause() {
        return pause.after(openedNanos == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - openedNanos));
    }

    private void done() {
        answeredNanos = System.nanoTime();
        busy = false;
        answered.signalAll();
    }

    /** What was lost stays lost, whatever else fails. */
    private List<GpuReading> unanswered(DeviceState state) {
        return readings.stream()
                .map(reading -> reading.state() == DeviceState.LOST ? reading : unanswered(reading, state))
                .toList();
    }

    /** What was heard of a card stays true when it does not answer any more. */
    private static GpuReading unanswered(GpuReading before, DeviceState state) {
        FaultReading faults = before.faults();
        return GpuReading.absent(state).withFaults(FaultReading.NONE.withEvents(faults.xids(), faults.hangs()));
    }

    private SourceStatus statusOf(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return switch (thrown) {
            case SourceException.NotPresent _ ->
                useless
                        ? new SourceStatus(source.name(), State.NOT_PRESENT, "", message, "", Optional.empty())
                        : new SourceStatus(
                                source.name(),
                                State.FAILED,
                                "GONE",
                                source.name() + " worked and has nothing to look at any more: " + message,
                                "If a driver is being updated, wait until that is done; else restart the computer.",
                                Optional.empty());
            case SourceException.Failed failed ->
                new SourceStatus(
                        source.name(), State.FAILED, failed.code(), message, failed.remedy(), Optional.empty());
            default ->
                new SourceStatus(
                        source.name(),
                        State.FAILED,
                        "SOURCE",
                        source.name() + " cannot be read: " + thrown,
                        "Report this with the log; the other sources go on.",
                        Optional.empty());
        };
    }

    /**
     * From opening to closing.
     *
     * @param cards those that were found, then those that were there before and are not now
     * @param lost the readings of those that are not there
     */
    private record Session(List<DeviceIdentity> cards, List<GpuReading> lost) {

        static Session of(List<DeviceIdentity> found, List<DeviceIdentity> before, List<GpuReading> last) {
            List<DeviceIdentity> cards = new ArrayList<>(found);
            List<GpuReading> lost = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                DeviceIdentity card = before.get(i);
                if (isRecognisable(card.hardware()) && found.stream().noneMatch(card::isSameCard)) {
                    cards.add(card);
                    lost.add(unanswered(last.get(i), DeviceState.LOST));
                }
            }
            return new Session(List.copyOf(cards), List.copyOf(lost));
        }

        List<GpuReading> readings(String source, List<GpuReading> read) {
            int found = cards.size() - lost.size();
            if (read.size() != found) {
                throw new IllegalStateException(source + " gave " + read.size() + " readings of " + found + " cards.");
            }
            List<GpuReading> all = new ArrayList<>(read);
            all.addAll(lost);
            return List.copyOf(all);
        }

        /** Without an address nobody could tell whether a card is missing or has got its true name. */
        private static boolean isRecognisable(HardwareIds hardware) {
            return hardware.pci().isPresent() || hardware.uuid().isPresent();
        }
    }
}
