package studio.athanor.core.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;

/**
 * The folder of everything the studio keeps. {@code ATHANOR_HOME} moves it; otherwise it is the platform's folder for
 * data of programs.
 */
public final class StudioHome {

    /** The environment variable that moves the home. */
    public static final String VARIABLE = "ATHANOR_HOME";

    private final Path root;

    private StudioHome(Path root) {
        this.root = root;
    }

    /** Returns where the home is, by environment variables and system properties; touches no file. */
    public static Path locate(Map<String, String> environment, Properties system) {
        @Nullable String chosen = environment.get(VARIABLE);
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath().normalize();
        }
        Path user = Path.of(system.getProperty("user.home", "."));
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path data;
        if (os.contains("win")) {
            data = folder(
                            environment.get("LOCALAPPDATA"),
                            user.resolve("AppData").resolve("Local"))
                    .resolve("Athanor");
        } else if (os.contains("mac")) {
            data = user.resolve("Library").resolve("Application Support").resolve("Athanor");
        } else {
            data = folder(
                            environment.get("XDG_DATA_HOME"),
                            user.resolve(".local").resolve("share"))
                    .resolve("athanor");
        }
        return data.toAbsolutePath().normalize();
    }

    /** A relative folder in such a variable is to be ignored, says the XDG base directory specification. */
    private static Path folder(@Nullable String named, Path otherwise) {
        if (named == null || named.isBlank()) {
            return otherwise;
        }
        Path path = Path.of(named);
        return path.isAbsolute() ? path : otherwise;
    }

    /**
     * Makes the folder and its parts where they are missing, and checks that they can be written to.
     *
     * @throws StudioException.HomeUnusable if it is a file, cannot be made, or is read-only
     * @throws StudioException.DiskFull if there is no space for it
     */
    public static StudioHome open(Path root) throws StudioException {
        StudioHome home = new StudioHome(root.toAbsolutePath().normalize());
        if (Files.exists(home.root) && !Files.isDirectory(home.root)) {
            throw new StudioException.HomeUnusable(
                    "HOME-1",
                    "Athanor keeps its data in a folder, but " + home.root + " is a file.",
                    "Move the file away, or set " + VARIABLE + " to another folder.",
                    null);
        }
        home.make();
        home.checkWritable();
        return home;
    }

    private void make() throws StudioException {
        try {
            for (Path folder : List.of(root, database(), models(), logs(), run())) {
                makeFolder(folder);
            }
            if (Files.getFileAttributeView(run(), PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(run(), PosixFilePermissions.fromString("rwx------"));
            }
        } catch (FileAlreadyExistsException e) {
            throw new StudioException.HomeUnusable(
                    "HOME-1",
                    "Athanor needs a folder at " + e.getFile() + ", but that is a file.",
                    "Move the file away, or set " + VARIABLE + " to another folder.",
                    e);
        } catch (IOException e) {
            if (FileFailures.isDiskFull(e)) {
                throw FileFailures.diskFull(root, e);
            }
            throw new StudioException.HomeUnusable(
                    "HOME-2",
                    "Athanor's folder " + root + " cannot be made: " + FileFailures.reason(e) + ".",
                    "Allow writing there, or set " + VARIABLE + " to another folder.",
                    e);
        }
    }

    /** Users may put a link to a bigger disk in the place of a folder, which createDirectories refuses. */
    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private void checkWritable() throws StudioException {
        for (Path folder : List.of(root, database())) {
            try {
                Path probe = Files.createTempFile(folder, ".writable", "");
                try {
                    Files.writeString(probe, "athanor");
                } finally {
                    Files.deleteIfExists(probe);
                }
            } catch (IOException e) {
                if (FileFailures.isDiskFull(e)) {
                    throw FileFailures.diskFull(folder, e);
                }
                throw new StudioException.HomeUnusable(
                        "HOME-3",
                        "Athanor cannot write to its folder " + folder + ": " + FileFailures.reason(e) + ".",
                        "Allow writing there, or set " + VARIABLE + " to another folder.",
                        e);
            }
        }
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

    /** Returns the file of the window's state. */
    public Path windowFile() {
        return root.resolve("window.json");
    }

    /** Returns the file of the user's presets. */
    public Path presetsFile() {
        return root.resolve("presets.json");
    }

    /** Returns the file of measured memory bandwidths. */
    public Path bandwidthsFile() {
        return root.resolve("bandwidths.json");
    }

    /** Returns the file that remembers headers and hashes of model files. */
    public Path modelIndexFile() {
        return root.resolve("model-index.json");
    }
}
