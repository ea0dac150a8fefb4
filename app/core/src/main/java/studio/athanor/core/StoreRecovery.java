package studio.athanor.core;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What can be done about a damaged database. Every method blocks; the damaged file is kept, never deleted. */
public interface StoreRecovery {

    /** Returns the backups, the latest first. */
    List<Backup> backups() throws StudioException;

    /** Puts a backup in the place of the database. */
    void restore(Backup backup) throws StudioException;

    /**
     * Writes every conversation that can still be read to a JSON file that can be imported.
     *
     * @return how many were read
     */
    int exportReadable(Path file) throws StudioException;

    /** Puts the damaged file aside, so that the next opening begins an empty database. */
    Path startFresh() throws StudioException;

    /**
     * A copy of the database.
     *
     * @param file where it is
     * @param madeAt when it was made
     * @param bytes its size
     */
    record Backup(Path file, Instant madeAt, long bytes) {}
}
