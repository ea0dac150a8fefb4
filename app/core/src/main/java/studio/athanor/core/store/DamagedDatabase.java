package studio.athanor.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import studio.athanor.core.StoreRecovery;
import studio.athanor.core.StudioException;

/** A database that is not opened any more, with its backups. */
public final class DamagedDatabase {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final StoreFiles files;
    private final Backups backups;
    private final InstantSource clock;

    /** Names the database of a folder; touches nothing. */
    public DamagedDatabase(Path folder, InstantSource clock) {
        files = new StoreFiles(folder);
        backups = new Backups(files.backups(), clock);
        this.clock = clock;
    }

    /** Returns the file. */
    public Path file() {
        return files.database();
    }

    /** Returns the copies, the latest first. */
    public List<StoreRecovery.Backup> backups() throws StudioException {
        return backups.listOrFail();
    }

    /** Moves the file and its journal to another name, which is returned. */
    public Path putAside() throws StudioException {
        return files.putAside(STAMP.format(clock.instant()));
    }

    /** Reads what can be read, on a connection of its own. */
    public <T> T read(Database.Work<T> work) throws StudioException {
        if (!Files.exists(files.database())) {
            throw new StudioException.StoreFailed(
                    "The database " + files.database() + " is missing; nothing can be read from it.",
                    "Restore a backup.",
                    null);
        }
        try (Connection connection = new SqliteFile(files.database()).reader()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw SqliteFailures.toStudioException(e, files.database());
        }
    }
}
