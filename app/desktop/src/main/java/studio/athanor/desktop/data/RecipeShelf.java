package studio.athanor.desktop.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.SchemaLine;

/**
 * Where recipes lie: those that came with the program, each in a folder of its own, and the user's. Blocks; thread-safe as
 * far as the file system is.
 */
final class RecipeShelf {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
    private static final String RECIPE = "recipe";
    private static final String SAMPLE = "sample.json";
    private static final long MOST_BYTES = 16_000_000;

    private final Path shipped;
    private final Path own;
    private final Trash trash;

    /**
     * Creates a shelf.
     *
     * @param shipped the folder of recipes that came with the program; may be missing
     * @param own the folder of the user's; made when it is needed
     */
    RecipeShelf(Path shipped, Path own, Trash trash) {
        this.shipped = shipped;
        this.own = own;
        this.trash = trash;
    }

    /** Returns what is there: the user's first, each by name. */
    List<Place> list() throws DataException {
        List<Place> places = new ArrayList<>();
        try {
            for (Path file : files(own)) {
                places.add(new Place(file, Origin.OWN));
            }
            for (Path file : files(shipped)) {
                places.add(new Place(file, Origin.SHIPPED));
            }
        } catch (IOException e) {
            throw failed("The recipes in " + own + " cannot be listed: " + reason(e) + ".", "Allow reading there.", e);
        }
        return places;
    }

    /** Returns where a file belongs. */
    Place place(Path file) {
        Path full = file.toAbsolutePath().normalize();
        return new Place(
                full, full.startsWith(shipped) ? Origin.SHIPPED : full.startsWith(own) ? Origin.OWN : Origin.ELSEWHERE);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().flatMap(RecipeShelf::recipeOf).toList();
        }
    }

    private static Stream<Path> recipeOf(Path entry) {
        if (Files.isDirectory(entry)) {
            return ENDINGS.stream()
                    .map(ending -> entry.resolve(RECIPE + ending))
                    .filter(Files::isRegularFile)
                    .limit(1);
        }
        String name = String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith) ? Stream.of(entry) : Stream.empty();
    }

    String read(Path file) throws DataException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw failed(
                        "The file " + file + " is too large for a recipe.",
                        "Put its data into a source file, and name that in the recipe.",
                        null);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw failed(
                    "The recipe " + file + " cannot be read: " + reason(e) + ".",
                    "Look whether it is there, is text in UTF-8, and may be read.",
                    e);
        }
    }

    /** Returns the row that lies beside a recipe to show what it makes. */
    Optional<String> sample(Path file) {
        Path sample = file.resolveSibling(SAMPLE);
        try {
            return Files.isRegularFile(sample) ? Optional.of(Files.readString(sample)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes a recipe in one step: a reader sees the old or the new one. */
    void save(Path file, String source) throws DataException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(next, source, StandardCharsets.UTF_8);
            try {
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw failed(
                    "The recipe " + file + " cannot be written: " + reason(e) + ".",
                    "Make room on the disk, allow writing there, or duplicate the recipe.",
                    e);
        }
    }

    /** Makes a recipe of the user's. */
    Path create(String name, String source) throws DataException {
        try {
            Path file = freeFolder(name).resolve(RECIPE + ENDINGS.getFirst());
            save(file, source);
            return file;
        } catch (IOException e) {
            throw failed(
                    "There is no folder for the recipe in " + own + ": " + reason(e) + ".",
                    "Make room on the disk, or allow writing there.",
                    e);
        }
    }

    /** Copies a recipe and the files beside it to the user's. Only its own file is copied from a folder that is not a recipe's. */
    Path duplicate(Path file) throws DataException {
        boolean folder = String.valueOf(file.getFileName()).startsWith(RECIPE + ".");
        Path from = file.toAbsolutePath().getParent();
        String name = folder && from != null ? String.valueOf(from.getFileName()) : stem(file);
        try {
            Path to = freeFolder(name);
            Path copy = to.resolve(RECIPE + ending(file));
            if (folder && from != null) {
                copy(from, to);
                copy = to.resolve(String.valueOf(file.getFileName()));
            }
            return Files.writeString(copy, SchemaLine.forCopy(file));
        } catch (IOException e) {
            throw failed(
                    "The recipe " + file + " cannot be copied to " + own + ": " + reason(e) + ".",
                    "Make room on the disk, or allow writing there.",
                    e);
        }
    }

    /** Puts a recipe of the user's into the trash. */
    Trash.Thrown trash(Path file) throws DataException {
        Path parent = file.toAbsolutePath().getParent();
        return trash.put(parent != null && !parent.equals(own) && parent.startsWith(own) ? parent : file);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                }
            }
        }
    }

    private Path freeFolder(String name) throws IOException {
        Path folder = own.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = own.resolve(name + "-" + i);
        }
        return Files.createDirectories(folder);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ending(file).length());
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static DataException failed(String message, String remedy, @Nullable Throwable cause) {
        return new DataException.FileFailed(message, remedy, cause);
    }

    /**
     * Where a recipe is.
     *
     * @param file its source
     * @param origin whose it is
     */
    record Place(Path file, Origin origin) {

        Path folder() {
            Path parent = file.toAbsolutePath().getParent();
            return parent == null ? file.toAbsolutePath() : parent;
        }

        String fileName() {
            return String.valueOf(file.getFileName());
        }
    }

    /** Whose a recipe is. */
    enum Origin {
        /** It came with the program and is not changed: who edits it gets a copy. */
        SHIPPED,
        /** It lies in the studio's home. */
        OWN,
        /** The user opened it from another folder. */
        ELSEWHERE
    }
}
