package studio.athanor.core.home;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import studio.athanor.core.StudioException;

/** Where the program's own files are: starter models, presets, and the native runtime. They are only read. */
public final class Installation {

    private final Path root;

    private Installation(Path root) {
        this.root = root;
    }

    /**
     * Finds the installation from the system property {@code athanor.installation}, or else from {@code
     * athanor.project.root}.
     *
     * @throws StudioException.FileFailed if neither names a folder with {@code assets}
     */
    public static Installation locate(Properties system) throws StudioException {
        throw new UnsupportedOperationException();
    }

    /** Returns the installation with the given root: a staged program or a source checkout. */
    public static Installation at(Path root) {
        return new Installation(root);
    }

    /** Returns the root folder. */
    public Path root() {
        return root;
    }

    /** Returns the folder of assets. */
    public Path assets() {
        return root.resolve("assets");
    }

    /** Returns the folder of llama.cpp's libraries that came with the program, if there is one. */
    public Optional<Path> ggmlRuntime() {
        throw new UnsupportedOperationException();
    }
}
