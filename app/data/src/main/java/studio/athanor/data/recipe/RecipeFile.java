package studio.athanor.data.recipe;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.yaml.YamlDocument;
import studio.athanor.data.recipe.yaml.YamlFault;
import studio.athanor.data.recipe.yaml.YamlReader;
import studio.athanor.data.recipe.yaml.YamlWriter;
import studio.athanor.data.row.Position;

/**
 * Reads and writes recipes: YAML 1.2, or JSON, which is a part of it. {@code docs/recipes.md} lists the fields. Reading is
 * strict, and tells all that is wrong at once, each with its place. A recipe is not trusted: its size, its depth and what
 * aliases repeat are bounded. Stateless; every method may be called from any thread.
 */
public final class RecipeFile {

    private RecipeFile() {}

    /**
     * What became of a source.
     *
     * @param recipe empty if there are errors
     * @param problems in the order of the source
     * @param places where the fields stand, for {@link RecipeChecker}
     */
    public record Parsed(Optional<Recipe> recipe, List<Problem> problems, Places places) {

        /** Copies the problems. */
        public Parsed {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads a file. Blocks on the disk.
     *
     * @throws DataException.FileFailed if the file cannot be read
     * @throws DataException.RecipeInvalid if it is no recipe, with all problems
     */
    public static Recipe read(Path file) throws DataException {
        Parsed parsed = parse(source(file), file.toString());
        if (parsed.recipe().isEmpty()) {
            throw new DataException.RecipeInvalid(file.toString(), parsed.problems());
        }
        return parsed.recipe().get();
    }

    /**
     * Returns the text of a file, as {@link #parse} takes it. Blocks on the disk.
     *
     * @throws DataException.FileFailed if it cannot be read, is too large or not UTF-8
     */
    public static String source(Path file) throws DataException {
        try {
            if (Files.size(file) > 4L * YamlReader.MOST_CHARACTERS) {
                throw new DataException.FileFailed(
                        "The recipe " + file + " is larger than 4 MB.", "Move long lists into a source file.", null);
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new DataException.FileFailed("There is no recipe " + file + ".", "Check the path.", e);
        } catch (CharacterCodingException e) {
            throw new DataException.FileFailed("The recipe " + file + " is not UTF-8.", "Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    "The recipe " + file + " cannot be read: " + e.getMessage() + ".",
                    "Check that it is a file that you may read.",
                    e);
        }
    }

    /**
     * Reads a source. Blocks on the disk only for schemas in files of their own.
     *
     * @param fileName its path; paths in the recipe start from its folder
     */
    public static Parsed parse(String source, String fileName) {
        String text = source.startsWith("\ufeff") ? source.substring(1) : source;
        YamlDocument document = YamlReader.read(text);
        Problems problems = new Problems();
        for (YamlFault fault : document.faults()) {
            problems.error(fault.at(), fault.field(), fault.sentence());
            problems.told(fault.at());
        }
        Optional<Recipe> recipe = document.root()
                .flatMap(root ->
                        new RecipeReader(new SchemaReader(folder(fileName))).read(new Field(root, "", problems)));
        if (document.root().isEmpty() && document.faults().isEmpty()) {
            problems.error(
                    new Position(1, 1), "", "The file holds nothing. A recipe begins with \"athanor-recipe: 1\".");
        }
        return new Parsed(problems.hasErrors() ? Optional.empty() : recipe, problems.sorted(), new Places(document));
    }

    /** Writes a recipe; what is as it would be anyway is left out. Reading it gives the same recipe. */
    public static String toYaml(Recipe recipe) {
        return YamlWriter.document(RecipeTree.withoutDefaults().recipe(recipe));
    }

    private static Optional<Path> folder(String fileName) {
        try {
            return Optional.ofNullable(Path.of(fileName).toAbsolutePath().getParent());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
