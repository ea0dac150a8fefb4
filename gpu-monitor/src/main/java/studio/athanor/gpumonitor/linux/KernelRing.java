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
    private final KernelFile uptime;
    private final int file;
    private String begun = "";
    private boolean looked;

    private KernelRing(SystemFolders folders, InstantSource clock, SystemCalls calls, int file) {
        this.calls = calls;
        this.clock = clock;
        this.file = file;
        uptime = new KernelFile(folders.proc().resolve("uptime"));
    }

    /**
     * Opens the log.
     *
     * @param folders where it is, and where the machine's uptime is read
     * @param clock what tells the time of what is logged from now on
     * @return absent if it may not be read
     */
    static Optional<KernelRing> open(SystemFolders folders, InstantSource clock) {
        Path device = folders.dev().resolve("kmsg");
        SystemCalls calls = new SystemCalls();
        int file = calls.open(device, SystemCalls.READ_WITHOUT_WAITING);
        return file < 0 ? Optional.empty() : Optional.of(new KernelRing(folders, clock, calls, file));
    }

    @Override
    public List<Message> news() {
        Instant now = clock.instant();
        OptionalLong upMicros = looked ? OptionalLong.empty() : upMicros();
        List<Message> messages = new ArrayList<>();
        for (int reads = 0; reads < MOST_READS; reads++) {
            long length = calls.read(file, buffer);
            if (length > 0) {
                String text = begun + text(length);
                int end = text.lastIndexOf('\n') + 1;
                begun = text.substring(end);
                text.substring(0, end).lines().forEach(line -> add(messages, line, now, upMicros));
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
        uptime.close();
        arena.close();
    }

    /** Lines that follow a message with what it is about begin with a blank, so they are no records. */
    private void add(List<Message> messages, String line, Instant now, OptionalLong upMicros) {
        Matcher record = RECORD.matcher(line);
        if (!record.matches()) {
            return;
        }
        Instant at = now;
        if (!looked) {
            OptionalLong micros = KernelFile.parse(record.group(2));
            if (upMicros.isEmpty() || micros.isEmpty()) {
                return;
            }
            Duration age = Duration.ofNanos(1000 * Math.max(0, upMicros.getAsLong() - micros.getAsLong()));
            if (age.compareTo(LOOK_BACK) > 0) {
                return;
            }
            at = now.minus(age);
        }
        messages.add(new Message(at, record.group(3)));
    }

    /** {@code 350735.47 234388.90}: seconds since the start, and idle ones. */
    private OptionalLong upMicros() {
        return uptime.text().map(text -> text.split("[. ]")).filter(parts -> parts.length > 1).stream()
                .mapToLong(parts -> KernelFile.parse(parts[0]).orElse(0) * 1_000_000)
                .findFirst();
    }

    private String text(long length) {
        return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
