package studio.athanor.gpumonitor.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's own memory of its log, {@code /dev/kmsg} ({@code Documentation/ABI/testing/dev-kmsg}). Many systems let only
 * privileged programs read it. Reading never waits. Confined to one thread.
 */
final class KernelRing implements KernelLog {

    /** The kernel's longest record is 8 KiB. */
    private static final int BUFFER = 1 << 14;

    private static final int MOST_READS = 100_000;

    /** Priority and facility in one number (0 to 7 are the kernel's own), sequence, microseconds; more may follow. */
    private static final Pattern RECORD = Pattern.compile("([0-7]),[0-9]+,([0-9]+),[^;]*;(.*)");

    private final SystemCalls calls;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private final InstantSource clock;
    private final LongSupplier awakeMicros;
    private final int file;
    private String begun = "";
    private boolean looked;

    private KernelRing(InstantSource clock, LongSupplier awakeMicros, SystemCalls calls, int file) {
        this.calls = calls;
        this.clock = clock;
        this.awakeMicros = awakeMicros;
        this.file = file;
    }

    /**
     * Opens the log.
     *
     * @param folders where it is
     * @param clock what tells the time of what is logged from now on
     * @return absent if it may not be read
     */
    static Optional<KernelRing> open(SystemFolders folders, InstantSource clock) {
        return open(folders, clock, new SystemCalls()::awakeMicros);
    }

    /** Opens the log. The kernel dates its messages by the time that the machine has been awake since its start. */
    static Optional<KernelRing> open(SystemFolders folders, InstantSource clock, LongSupplier awakeMicros) {
        Path device = folders.dev().resolve("kmsg");
        SystemCalls calls = new SystemCalls();
        int file = calls.open(device, SystemCalls.READ_WITHOUT_WAITING);
        return file < 0 ? Optional.empty() : Optional.of(new KernelRing(clock, awakeMicros, calls, file));
    }

    @Override
    public List<Message> news() {
        Instant now = clock.instant();
        long nowMicros = awakeMicros.getAsLong();
        List<Message> messages = new ArrayList<>();
        for (int reads = 0; reads < MOST_READS; reads++) {
            long length = calls.read(file, buffer);
            if (length > 0) {
                String text = begun + text(length);
                int end = text.lastIndexOf('\n') + 1;
                begun = text.substring(end);
                text.substring(0, end).lines().forEach(line -> add(messages, line, now, nowMicros));
            } else if (length != SystemCalls.OVERWRITTEN) {
                break;
            }
        }
        looked = true;
        return messages;
    }

    @Override
    public void close() {
        calls.close(file);
        arena.close();
    }

    /** Lines that follow a message with what it is about begin with a blank, so they are no records. */
    private void add(List<Message> messages, String line, Instant now, long nowMicros) {
        Matcher record = RECORD.matcher(line);
        if (!record.matches()) {
            return;
        }
        Instant at = now;
        if (!looked) {
            OptionalLong micros = KernelFile.parse(record.group(2));
            if (micros.isEmpty()) {
                return;
            }
            Duration age = Duration.ofNanos(1000 * Math.max(0, nowMicros - micros.getAsLong()));
            if (age.compareTo(LOOK_BACK) > 0) {
                return;
            }
            at = now.minus(age);
        }
        messages.add(new Message(at, record.group(3)));
    }

    private String text(long length) {
        return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
