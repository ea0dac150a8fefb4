package studio.athanor.core.home;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import studio.athanor.core.StudioException;

/**
 * The folder of everything the studio keeps. {@code ATHANOR_HOME} moves it; otherwise it is the platform's folder for
 * data of programs.
 */
public final class StudioHome {

    private final Path root;

    private StudioHome(Path root) {
        this.root = root;
    }

    /** Returns where the home is, by environment variables and system properties; touches no file. */
    public static Path locate(Map<String, String> environment, Properties system) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the folder and its parts where they are missing, and checks that they can be written to.
     *
     * @throws StudioException.HomeUnusable if it is a file, cannot be made, or is read-only
     */
    public static StudioHome open(Path root) throws StudioException {
        return new StudioHome(root);
    }

    /** Returns the folder itself. */
    public Path root() {
        return root;
    }

    /** Returns the folder of the database and its backups. */
    public Path database() {
        return root.resolve("db");
    }

    /** Returns the folder that users drop models into. */
    public Path models() {
        return root.resolve("models");
    }

    /** Returns the folder of log files. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Returns the folder of locks and sockets, private to the user. */
    public Path run() {
        return root.resolve("run");
    }

    /** Returns the file of settings. */
    public Path settingsFile() {
        return root.resolve("settings.json");
    }
}
