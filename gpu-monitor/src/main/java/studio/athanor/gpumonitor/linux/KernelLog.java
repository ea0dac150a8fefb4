package studio.athanor.gpumonitor.linux;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The kernel's log, from where this user may read it. Confined to one thread. */
sealed interface KernelLog extends AutoCloseable permits KernelRing, KernelJournal {

    /** What was logged longer ago than this before the first look is left out. */
    Duration LOOK_BACK = Duration.ofHours(1);

    /**
     * A message of the kernel's.
     *
     * @param at when
     * @param text what
     */
    record Message(Instant at, String text) {}

    /**
     * Opens the log.
     *
     * @param folders where it is
     * @param clock what tells the time
     * @return absent if this user may read it nowhere
     */
    static Optional<KernelLog> open(SystemFolders folders, InstantSource clock) {
        Optional<KernelLog> ring = KernelRing.open(folders, clock).map(log -> log);
        return ring.or(() -> KernelJournal.open(folders, clock));
    }

    /** Returns what was logged since the last look, and at first what was logged within the last hour. Returns at once. */
    List<Message> news();

    @Override
    void close();
}
