package studio.athanor.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the chunks of a try that keeps nothing; it is deleted in the end. */
record ScratchFolder(Path folder) implements AutoCloseable {

    static ScratchFolder make() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("athanor-preview"));
    }

    Path chunks() {
        return folder.resolve("documents");
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
