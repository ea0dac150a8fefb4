package studio.athanor.gpumonitor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.gpumonitor.SourceStatus.State;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.SourceException;

/**
 * Reads one source on a thread of its own, when asked. A driver that hangs holds up this thread and nothing else; between
 * requests the thread sleeps without waking up.
 */
final class SourceReader {

    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** A late source's last reading is shown for so long. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final DeviceSource source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition requested = lock.newCondition();
    private final Condition answered = lock.newCondition();
    private @Nullable Thread thread;
    private boolean busy;
    private boolean closed;

    /** It could not be opened, and is not tried again: what it lacks comes with a restart. */
    private boolean useless;

    private List<DeviceIdentity> identities = List.of();
    private List<GpuReading> readings = List.of();
    private SourceStatus status;
    private long answeredNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long notBeforeNanos = Long.MIN_VALUE;

    SourceReader(DeviceSource source) {
        this.source = source;
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
            if (busy || over || System.nanoTime() < notBeforeNanos) {
                return;
            }
            busy = true;
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

    private Answer answer() {
        boolean open = status.state() != State.OPENING;
        if (!busy || !open) {
            return new Answer(identities, readings, status);
        }
        boolean stale = System.nanoTime() - answeredNanos > STALE_NANOS;
        return new Answer(
                identities,
                stale ? unreadable() : readings,
                new SourceStatus(
                        source.name(),
                        State.LATE,
                        "LATE",
                        source.name() + " has not answered for a while.",
                        "If this stays, the driver hangs: restart the computer."));
    }

    private void run() {
        boolean opened = false;
        while (awaitRequest()) {
            try {
                if (!opened) {
                    List<DeviceIdentity> found = source.open();
                    opened = true;
                    publish(found, source.read());
                } else {
                    publish(identities, source.read());
                }
            } catch (SourceException | RuntimeException | LinkageError e) {
                fail(e, opened);
            }
        }
        source.close();
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

    private void publish(List<DeviceIdentity> found, List<GpuReading> read) {
        if (found.size() != read.size()) {
            throw new IllegalStateException(
                    source.name() + " gave " + read.size() + " readings of " + found.size() + " cards.");
        }
        lock.lock();
        try {
            identities = List.copyOf(found);
            readings = List.copyOf(read);
            status = SourceStatus.of(source.name(), State.WORKING);
            pauseNanos = FIRST_PAUSE_NANOS;
            done();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable thrown, boolean opened) {
        lock.lock();
        try {
            if (status.state() != State.FAILED && !(thrown instanceof SourceException.NotPresent)) {
                LOG.warn("{} cannot be read.", source.name(), thrown);
            }
            status = statusOf(thrown);
            readings = unreadable();
            notBeforeNanos = System.nanoTime() + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            useless = !opened;
            done();
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        answeredNanos = System.nanoTime();
        busy = false;
        answered.signalAll();
    }

    private List<GpuReading> unreadable() {
        return identities.stream()
                .map(_ -> GpuReading.absent(DeviceState.UNREADABLE))
                .toList();
    }

    private SourceStatus statusOf(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return switch (thrown) {
            case SourceException.NotPresent _ -> new SourceStatus(source.name(), State.NOT_PRESENT, "", message, "");
            case SourceException.Failed failed ->
                new SourceStatus(source.name(), State.FAILED, failed.code(), message, failed.remedy());
            default ->
                new SourceStatus(
                        source.name(),
                        State.FAILED,
                        "SOURCE",
                        source.name() + " cannot be read: " + thrown,
                        "Report this with the log; the other sources go on.");
        };
    }
}
