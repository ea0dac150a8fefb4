package studio.athanor.gpumonitor.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's log in systemd's journal, which many systems let their first user read although they keep {@code /dev/kmsg}
 * from it. Its files are for systemd's own program to read, so that is started twice a minute, on a thread of its own, while
 * somebody looks.
 */
final class KernelJournal implements KernelLog {

    private static final Logger LOG = LoggerFactory.getLogger(KernelJournal.class);
    private static final List<String> PROGRAM =
            List.of("journalctl", "--dmesg", "--output=short-unix", "--no-pager", "--quiet");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 20;

    /** {@code 1767268800.123456 host kernel: text}. */
    private static final Pattern LINE = Pattern.compile("([0-9]{1,12})\\.([0-9]{6}) \\S+ kernel: (.*)");

    private final List<String> program;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();
    private final Queue<Message> arrived = new ConcurrentLinkedQueue<>();
    private Instant nextRun = Instant.MIN;
    private volatile Instant last;
    private volatile boolean over;

    KernelJournal(List<String> program, InstantSource clock) {
        this.program = List.copyOf(program);
        this.clock = clock;
        last = clock.instant().minus(LOOK_BACK);
    }

    /** Opens the journal; absent if there is none that this user may read. */
    static Optional<KernelLog> open(SystemFolders folders, InstantSource clock) {
        boolean readable = folders.journals().stream()
                .flatMap(folder -> KernelFolder.entries(folder, "*").stream())
                .map(machine -> machine.resolve("system.journal"))
                .anyMatch(Files::isReadable);
        return readable ? Optional.of(new KernelJournal(PROGRAM, clock)) : Optional.empty();
    }

    /** What a run finds is returned at the next look after it. */
    @Override
    public List<Message> news() {
        Instant now = clock.instant();
        if (!over && running.get() == null && !now.isBefore(nextRun)) {
            nextRun = now.plus(INTERVAL);
            start();
        }
        List<Message> news = new ArrayList<>();
        for (Message message = arrived.poll(); message != null; message = arrived.poll()) {
            news.add(message);
        }
        return news;
    }

    @Override
    public void close() {
        over = true;
        Process process = running.get();
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void start() {
        List<String> command = new ArrayList<>(program);
        command.add("--since=@" + last.getEpochSecond());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            running.set(process);
            Thread.ofVirtual().name("kernel-journal").start(() -> read(process));
        } catch (IOException e) {
            over = true;
            LOG.info("The kernel's log is not watched: {}", e.getMessage());
        }
    }

    private void read(Process process) {
        var _ = process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly());
        Instant before = last;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parse(line).filter(message -> message.at().isAfter(before)).ifPresent(this::add);
            }
        } catch (IOException e) {
            LOG.debug("The journal was not read to its end.", e);
        }
        running.set(null);
    }

    private void add(Message message) {
        last = message.at();
        arrived.add(message);
    }

    /** Reads a line; empty if it is no message, as the lines between two starts of the machine. */
    static Optional<Message> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        OptionalLong seconds = KernelFile.parse(matcher.group(1));
        OptionalLong micros = KernelFile.parse(matcher.group(2));
        return Optional.of(
                new Message(Instant.ofEpochSecond(seconds.orElse(0), 1000 * micros.orElse(0)), matcher.group(3)));
    }
}
