package studio.athanor.data.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.athanor.core.home.FileFailures;
import studio.athanor.data.DataException;

/**
 * A place beside a target where it is made, so that it appears whole or not at all: {@link #commit} moves it, {@link #close} takes
 * away what is left.
 */
final class Staging implements AutoCloseable {

    /** What an export writes into a folder; a folder with anything else in it is not replaced. */
    private static final Pattern OURS = Pattern.compile(
            "README\\.md|recipe\\.yaml|data|data/\\w+-\\d{5}-of-\\d{5}\\.parquet|\\w+\\.(jsonl|csv|parquet)");

    private static final int NAMED_FILES = 5;

    private final Path target;
    private final boolean folder;
    private final boolean replace;
    private final Path room;

    private Staging(Path target, boolean folder, boolean replace, Path room) {
        this.target = target;
        this.folder = folder;
        this.replace = replace;
        this.room = room;
    }

    /**
     * Checks a target and makes a place beside it.
     *
     * @param folder whether the target is a folder
     * @throws DataException.FileFailed if the target may not be written
     */
    static Staging beside(Path wanted, boolean folder, boolean replace) throws DataException {
        Path target = wanted.toAbsolutePath().normalize();
        Path parent = target.getParent();
        Path name = target.getFileName();
        if (parent == null || name == null) {
            throw failed("The export cannot be written to " + target + ", which has no name", "Name a file or folder.");
        }
        if (!Files.isDirectory(parent)) {
            throw failed(
                    "The export cannot be written: the folder " + parent + " is not there",
                    "Make it, or choose another.");
        }
        try {
            checkTarget(target, folder, replace);
            Path room = parent.resolve(
                    "." + name + ".part-" + UUID.randomUUID().toString().substring(0, 8));
            Files.createDirectory(room);
            return new Staging(target, folder, replace, room);
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    "The export cannot be written to " + target + ": " + FileFailures.reason(e) + ".",
                    "Choose a folder that may be written.",
                    e);
        }
    }

    Path target() {
        return target;
    }

    /** Returns the folder in which files are made. */
    Path room() {
        return room;
    }

    /** Returns where a file lies, or the only one of a target that is no folder. */
    Path file(String name) {
        return room.resolve(name);
    }

    /** Moves what was made to the target; the only file where the target is one, else all. */
    void commit(Path made) throws IOException {
        if (!folder) {
            if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString(), null, "it was made meanwhile");
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = room.resolveSibling(room.getFileName() + "-old");
        boolean there = Files.exists(target);
        if (there) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(room, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (there) {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        delete(old);
    }

    @Override
    public void close() throws IOException {
        delete(room);
    }

    private static void checkTarget(Path target, boolean folder, boolean replace) throws IOException, DataException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(target) != folder) {
            throw failed(
                    "The export cannot be written to " + target + ", which is "
                            + (folder ? "a file, and this export is a folder" : "a folder, and this export is a file"),
                    "Choose another name.");
        }
        List<Path> inside = folder ? inside(target) : List.of();
        if (folder && inside.isEmpty()) {
            return;
        }
        if (!replace) {
            throw failed(target + " is there already", "Choose another name, or allow that it is replaced.");
        }
        List<String> foreign = inside.stream()
                .map(each -> target.relativize(each).toString().replace('\\', '/'))
                .filter(each -> !OURS.matcher(each).matches())
                .limit(NAMED_FILES)
                .toList();
        if (!foreign.isEmpty()) {
            throw failed(
                    "The folder " + target + " is not replaced: it holds what no export writes, as "
                            + String.join(", ", foreign),
                    "Choose another folder.");
        }
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> !each.equals(folder)).limit(100_000).toList();
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static DataException.FileFailed failed(String sentence, String remedy) {
        return new DataException.FileFailed(sentence + ".", remedy, null);
    }
}
