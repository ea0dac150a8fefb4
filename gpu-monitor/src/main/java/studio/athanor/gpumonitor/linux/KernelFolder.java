package studio.athanor.gpumonitor.linux;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of the kernel's, and the files of it that are read. */
final class KernelFolder implements AutoCloseable {

    private final Path path;
    private final Map<String, KernelFile> files = new HashMap<>();

    KernelFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Returns a file by its name or its path within this folder. It need not exist. */
    KernelFile file(String name) {
        return files.computeIfAbsent(name, each -> new KernelFile(path.resolve(each)));
    }

    /** Returns the first of several names that is a file here, else the last. */
    KernelFile firstOf(String... names) {
        for (String name : names) {
            if (Files.exists(path.resolve(name))) {
                return file(name);
            }
        }
        return file(names[names.length - 1]);
    }

    @Override
    public void close() {
        files.values().forEach(KernelFile::close);
    }

    /** Returns what is in a folder, in the order of names; nothing if it cannot be read. */
    static List<Path> entries(Path folder, String glob) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            List<Path> entries = new ArrayList<>();
            stream.forEach(entries::add);
            entries.sort(null);
            return entries;
        } catch (IOException | RuntimeException _) {
            return List.of();
        }
    }

    /** Returns the name of what a link leads to. */
    static Optional<String> targetName(Path link) {
        try {
            return Optional.of(String.valueOf(link.toRealPath().getFileName()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
