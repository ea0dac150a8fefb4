package studio.athanor.core.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.StudioException;

/** Where the program's own files are: starter models, presets, and the native runtime. They are only read. */
public final class Installation {

    /** The system property that names the folder of a staged program. */
    public static final String PROPERTY = "athanor.installation";

    /** The system property that names a source checkout, which tests run in. */
    public static final String PROJECT_PROPERTY = "athanor.project.root";

    private final Path root;

    private Installation(Path root) {
        this.root = root;
    }

    /**
     * Finds the installation from the system property {@value #PROPERTY}, or else from {@value #PROJECT_PROPERTY}.
     *
     * @throws StudioException.FileFailed if neither names a folder with {@code assets}
     */
    public static Installation locate(Properties system) throws StudioException {
        @Nullable String named = system.getProperty(PROPERTY, system.getProperty(PROJECT_PROPERTY));
        if (named == null || named.isBlank()) {
            throw new StudioException.FileFailed(
                    "Athanor does not know where its own files are: the system property " + PROPERTY + " is not set.",
                    "Start the studio with its launcher.",
                    null);
        }
        Path root = Path.of(named).toAbsolutePath().normalize();
        if (!Files.isDirectory(root.resolve("assets"))) {
            throw new StudioException.FileFailed(
                    "Athanor's own files are missing: there is no folder " + root.resolve("assets") + ".",
                    "Install Athanor again, or set the system property " + PROPERTY + " to its folder.",
                    null);
        }
        return new Installation(root);
    }

    /** Returns the installation with the given root: a staged program or a source checkout. */
    public static Installation at(Path root) {
        return new Installation(root.toAbsolutePath().normalize());
    }

    /** Returns the root folder. */
    public Path root() {
        return root;
    }

    /** Returns the folder of assets. */
    public Path assets() {
        return root.resolve("assets");
    }

    /** Returns the folder of the models that came with the program. */
    public Path starterModels() {
        return assets().resolve("models");
    }

    /** Returns the archive of class data that lets workers start sooner, if the layout has one. */
    public Optional<Path> workerArchive() {
        return Optional.of(root.resolve("launch").resolve("worker.jsa")).filter(Files::isRegularFile);
    }

    /**
     * Returns the folder of llama.cpp's libraries that came with the program, if there is one: {@code
     * engines/ggml/runtime} when staged, {@code engines/ggml/target/runtime} in a checkout.
     */
    public Optional<Path> ggmlRuntime() {
        Path engine = root.resolve("engines").resolve("ggml");
        return Stream.of(engine.resolve("runtime"), engine.resolve("target").resolve("runtime"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
