package studio.athanor.desktop.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import studio.athanor.data.DataException;

/** The folder that recipes and runs go to when they are deleted; they are kept for 30 days. Blocks. */
final class Trash {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Path folder;
    private final InstantSource clock;

    Trash(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Moves a file or folder here. */
    Thrown put(Path path) throws DataException {
        Path to = folder.resolve(clock.millis() + "-" + path.getFileName());
        try {
            Files.createDirectories(folder);
            Files.move(path, to);
            return new Thrown(path, to);
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    path + " cannot be moved to the trash: " + e.getMessage() + ".",
                    "Close what has it open, and allow writing there.",
                    e);
        }
    }

    /** Moves something back to where it was. */
    void restore(Thrown thrown) throws DataException {
        try {
            Files.move(thrown.to(), thrown.from());
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    thrown.from() + " cannot be brought back from the trash: " + e.getMessage() + ".",
                    "It is still there: " + thrown.to() + ".",
                    e);
        }
    }

    /** Deletes for good what was thrown away long ago. */
    void empty() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> all = Files.list(folder)) {
            entries = all.toList();
        }
        Instant limit = clock.instant().minus(KEPT);
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            int end = name.indexOf('-');
            if (end > 0
                    && name.substring(0, end).matches("[0-9]{1,18}")
                    && Instant.ofEpochMilli(Long.parseLong(name.substring(0, end)))
                            .isBefore(limit)) {
                delete(entry);
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /**
     * Something that was thrown away.
     *
     * @param from where it was
     * @param to where it is
     */
    record Thrown(Path from, Path to) {}
}
