package studio.athanor.desktop.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import studio.athanor.data.DataException;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunStore;

/** The folders of runs in the studio's home. Blocks. */
final class RunShelf {

    private static final String DATABASE = "run.db";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm", Locale.ROOT);

    private final DataRooms rooms;
    private final Path folder;
    private final Trash trash;
    private final InstantSource clock;

    RunShelf(DataRooms rooms, Path folder, Trash trash, InstantSource clock) {
        this.rooms = rooms;
        this.folder = folder;
        this.trash = trash;
        this.clock = clock;
    }

    /** Returns the runs, the one that was written last first. One that cannot be read says so. */
    List<RunSummary> list() throws DataException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RunSummary> runs = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (Files.isRegularFile(entry.resolve(DATABASE))) {
                    runs.add(summary(entry));
                }
            }
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    "The runs in " + folder + " cannot be listed: " + e.getMessage() + ".", "Allow reading there.", e);
        }
        runs.sort(Comparator.comparing(RunSummary::changed).reversed());
        return runs;
    }

    private RunSummary summary(Path run) throws IOException {
        Instant changed = Files.getLastModifiedTime(run.resolve(DATABASE)).toInstant();
        try (RunStore store = rooms.open(run)) {
            RunFigures figures = store.figures();
            String title = store.recipe().title();
            return new RunSummary(
                    run,
                    title.isBlank() ? store.recipe().name() : title,
                    changed,
                    Optional.of(store.status()),
                    figures.accepted(),
                    figures.target(),
                    store.reason().orElse(""));
        } catch (DataException e) {
            return new RunSummary(
                    run,
                    String.valueOf(run.getFileName()),
                    changed,
                    Optional.empty(),
                    0,
                    0,
                    e.getMessage() + " " + e.remedy());
        }
    }

    /** Returns a folder for a new run, named by its recipe and the time; it is not made. */
    Path next(String recipe) {
        String name = recipe + "-" + STAMP.format(clock.instant().atZone(ZoneId.systemDefault()));
        Path next = folder.resolve(name);
        for (int i = 2; Files.exists(next); i++) {
            next = folder.resolve(name + "-" + i);
        }
        return next;
    }

    Trash.Thrown trash(Path run) throws DataException {
        return trash.put(run);
    }
}
