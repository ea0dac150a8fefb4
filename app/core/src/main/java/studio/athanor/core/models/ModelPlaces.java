package studio.athanor.core.models;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders that models are looked for in, and the names that follow from them.
 *
 * @param starters the program's
 * @param home the studio's
 */
record ModelPlaces(Path starters, Path home) {

    private static final Logger log = LoggerFactory.getLogger(ModelPlaces.class);
    private static final int DEEPEST = 8;
    private static final int MOST = 10_000;

    ModelRef ref(Path file) {
        if (file.startsWith(starters)) {
            return new ModelRef("starter:" + slashes(starters.relativize(file)));
        }
        if (file.startsWith(home)) {
            return new ModelRef("home:" + slashes(home.relativize(file)));
        }
        return new ModelRef("file:" + file);
    }

    ModelEntry.Origin origin(Path file) {
        return file.startsWith(starters)
                ? ModelEntry.Origin.STARTER
                : file.startsWith(home) ? ModelEntry.Origin.HOME : ModelEntry.Origin.ADDED;
    }

    /** Returns the file that a name stands for, if the name makes sense on this machine. */
    Optional<Path> file(ModelRef ref) {
        String value = ref.original().value();
        int colon = value.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String rest = value.substring(colon + 1);
        try {
            return switch (value.substring(0, colon)) {
                case "starter" -> below(starters, rest);
                case "home" -> below(home, rest);
                case "file" -> Optional.of(Path.of(rest).normalize()).filter(Path::isAbsolute);
                default -> Optional.empty();
            };
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> below(Path folder, String rest) {
        Path file = folder.resolve(rest).normalize();
        return file.startsWith(folder) && !file.equals(folder) ? Optional.of(file) : Optional.empty();
    }

    private static String slashes(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    /** Returns the models below a folder; folders behind links are left alone, as links can go in circles. */
    static List<Path> find(Path folder) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try {
            Files.walkFileTree(
                    folder.toRealPath(),
                    EnumSet.noneOf(java.nio.file.FileVisitOption.class),
                    DEEPEST,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            if (ModelParts.looksLikeModel(file)
                                    && !ModelParts.isLaterPart(file)
                                    && Files.isRegularFile(file)) {
                                found.add(folder.resolve(relative(folder, file)));
                            }
                            return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failure) {
                            log.info("{} is skipped: {}", file, failure.getMessage());
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            log.warn("Looking for models in {} failed: {}", folder, e.getMessage());
        }
        return found;
    }

    /** The walk goes over the real folder, so that a link to it is followed; names stay those below the link. */
    private static Path relative(Path folder, Path file) {
        try {
            return folder.toRealPath().relativize(file);
        } catch (IOException e) {
            return file;
        }
    }
}
