package studio.athanor.data.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what happened to a run, in {@code run.log} of its folder: a line for each event, with the time. For any thread. */
public final class RunLog {

    /** The file's name. */
    public static final String FILE = "run.log";

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);

    private final Path file;
    private final InstantSource clock;

    /** Keeps the log of the run in a folder. */
    public RunLog(Path folder, InstantSource clock) {
        file = folder.resolve(FILE);
        this.clock = clock;
    }

    /** Adds a line. A log that cannot be written does not stop a run. */
    public synchronized void add(String event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            Files.writeString(
                    file,
                    now + "  " + event.replace('\n', ' ') + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            log.warn("{} cannot be written: {}", file, e.getMessage());
        }
    }
}
