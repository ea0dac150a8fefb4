package studio.athanor.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;

/**
 * The files of a store: the database, and two marks beside it. {@code athanor.db.made} says that there was a database
 * once, so that an empty file is damage and not a first start; {@code athanor.db.open} is there while the database is
 * open, so that the next start after a crash checks it.
 */
public final class StoreFiles {

    private final Path folder;

    /** Names the files in a folder; touches nothing. */
    public StoreFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns the database. */
    public Path database() {
        return folder.resolve("athanor.db");
    }

    Path backups() {
        return folder.resolve("backups");
    }

    private Path made() {
        return folder.resolve("athanor.db.made");
    }

    private Path open() {
        return folder.resolve("athanor.db.open");
    }

    /** Fails if there was a database and its file is gone or empty. */
    void checkPresence() throws StudioException {
        if (!Files.exists(made())) {
            return;
        }
        try {
            if (!Files.exists(database())) {
                throw lost("is missing");
            }
            if (Files.size(database()) == 0) {
                throw lost("is empty");
            }
        } catch (IOException e) {
            throw FileFailures.failed("Reading the database", database(), e);
        }
    }

    private StudioException.StoreDamaged lost(String how) {
        return new StudioException.StoreDamaged(
                "The database " + database() + " " + how + ", though there was one.",
                "Restore a backup, or begin anew.",
                database(),
                null);
    }

    boolean wasClosed() {
        return !Files.exists(open());
    }

    void markOpen() throws StudioException {
        write(open());
    }

    void markMade() throws StudioException {
        write(made());
    }

    private void write(Path mark) throws StudioException {
        try {
            if (!Files.exists(mark)) {
                Files.writeString(mark, "");
            }
        } catch (IOException e) {
            throw FileFailures.failed("Writing", mark, e);
        }
    }

    void markClosed() {
        try {
            Files.deleteIfExists(open());
        } catch (IOException e) {
            // the next start checks the database once more, which is harmless
        }
    }

    /** Puts the database and its journal aside under a name with a suffix; returns the database's new place. */
    Path putAside(String suffix) throws StudioException {
        Path aside = folder.resolve("athanor-damaged-" + suffix + ".db");
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                Path file = Path.of(database() + part);
                if (Files.exists(file)) {
                    Files.move(file, Path.of(aside + part), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.deleteIfExists(made());
            Files.deleteIfExists(open());
            return aside;
        } catch (IOException e) {
            throw FileFailures.failed("Putting aside", database(), e);
        }
    }
}
