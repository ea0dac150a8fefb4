package studio.athanor.gpumonitor.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.gpumonitor.reading.FaultReading.XidEvent;

/**
 * Listens for error events of the driver on a thread of its own, since waiting for them blocks. That thread holds its own
 * reference to NVML, so it may outlive the source by one wait and still end cleanly; until then NVML does not start anew. At
 * first, and while a card is in trouble, it waits for a second at a time, since the source may soon be opened again.
 */
final class XidEvents {

    private static final Logger LOG = LoggerFactory.getLogger(XidEvents.class);
    private static final long XID_CRITICAL_ERROR = 0x8;
    private static final int KEPT = 32;
    private static final int MOST_FAILURES = 5;
    private static final int SHORT_WAIT_MILLIS = 1000;
    private static final int SHORT_WAITS = 5;
    private static final Duration LAST_WAIT = Duration.ofMillis(SHORT_WAIT_MILLIS + 500);

    private final NvmlLibrary library;
    private final InstantSource clock;
    private final int waitMillis;
    private final Map<Long, List<XidEvent>> events = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean hurried;
    private volatile boolean closed;

    XidEvents(NvmlLibrary library, InstantSource clock, Duration wait) {
        this.library = library;
        this.clock = clock;
        waitMillis = Math.toIntExact(wait.toMillis());
    }

    void listen(List<MemorySegment> devices) {
        if (library.init() != NvmlReturn.SUCCESS) {
            return;
        }
        thread = Thread.ofPlatform().daemon().name("nvml-events").start(() -> run(devices));
    }

    /** Takes over what was heard of a card before; only before listening. */
    void remember(MemorySegment device, List<XidEvent> before) {
        events.put(device.address(), before);
    }

    /** Returns the last events of a card, oldest first. */
    List<XidEvent> of(MemorySegment device) {
        return events.getOrDefault(device.address(), List.of());
    }

    /** Tells that a card is in trouble. */
    void hurry() {
        hurried = true;
    }

    /** Ends listening after the wait that is under way. */
    void close() {
        closed = true;
    }

    /** Waits for the end of listening, for as long as a short wait lasts. */
    void awaitEnd() {
        Thread listening = thread;
        try {
            if (listening != null && !listening.join(LAST_WAIT)) {
                LOG.debug("The listener for error events still waits; NVML does not start anew.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<MemorySegment> devices) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            if (library.eventSetCreate(out) != NvmlReturn.SUCCESS) {
                return;
            }
            MemorySegment set = out.get(ADDRESS, 0);
            if (register(devices, set)) {
                await(set, arena.allocate(NvmlStructs.EVENT_SIZE, 8));
            }
            library.eventSetFree(set);
        } finally {
            library.shutdown();
        }
    }

    private boolean register(List<MemorySegment> devices, MemorySegment set) {
        boolean any = false;
        for (MemorySegment device : devices) {
            any |= library.registerEvents(device, XID_CRITICAL_ERROR, set) == NvmlReturn.SUCCESS;
        }
        return any;
    }

    private void await(MemorySegment set, MemorySegment event) {
        int failures = 0;
        int waits = 0;
        while (!closed && failures < MOST_FAILURES) {
            boolean brief = hurried || waits++ < SHORT_WAITS;
            int code = library.eventSetWait(set, event, brief ? Math.min(waitMillis, SHORT_WAIT_MILLIS) : waitMillis);
            if (code == NvmlReturn.SUCCESS) {
                failures = 0;
                if (event.get(JAVA_LONG, 8) == XID_CRITICAL_ERROR) {
                    add(event.get(ADDRESS, 0).address(), event.get(JAVA_LONG, 16));
                }
            } else if (code != NvmlReturn.TIMEOUT) {
                failures++;
                pause();
            }
        }
        if (failures == MOST_FAILURES) {
            LOG.info("NVML's error events are not heard any more: waiting for them fails.");
        }
    }

    private void add(long device, long code) {
        events.compute(device, (_, before) -> {
            List<XidEvent> after = new ArrayList<>(before == null ? List.of() : before);
            after.add(new XidEvent(clock.instant(), code));
            return List.copyOf(after.subList(Math.max(0, after.size() - KEPT), after.size()));
        });
    }

    private void pause() {
        try {
            Thread.sleep(Math.min(waitMillis, SHORT_WAIT_MILLIS));
        } catch (InterruptedException _) {
            closed = true;
        }
    }
}
