package studio.athanor.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.core.Studio;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.RecipeChecker;
import studio.athanor.data.run.RunOrder;

/** Finds the recipe that was named: a file, a folder with a recipe in it, or a shipped one. */
final class RecipeArgument {

    private RecipeArgument() {}

    static Path find(String named, Studio studio) throws CommandFailure {
        Path file = Path.of(named);
        if (Files.isDirectory(file)) {
            file = file.resolve("recipe.yaml");
        }
        if (Files.isRegularFile(file)) {
            return file;
        }
        return shipped(named, studio)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "There is no recipe file " + named + ", and none of that name is shipped.",
                        "Shipped are: " + String.join(", ", shipped(studio)) + "."));
    }

    /** Returns a recipe that comes with the studio. */
    static Optional<Path> shipped(String name, Studio studio) {
        Path file =
                studio.installation().assets().resolve("recipes").resolve(name).resolve("recipe.yaml");
        return name.matches("[a-z0-9-]+") && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Reads a recipe that is to be run.
     *
     * @throws DataException if it cannot be run, with everything that is wrong with it
     */
    static RunOrder order(Path file, OptionalLong rows) throws DataException {
        List<Problem> problems = RecipeChecker.check(file).stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        if (!problems.isEmpty()) {
            throw new DataException.RecipeInvalid(file.toString(), problems);
        }
        return RunOrder.read(file, rows);
    }

    /** Returns the names of the recipes that come with the studio, in order. */
    static List<String> shipped(Studio studio) {
        Path folder = studio.installation().assets().resolve("recipes");
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> Files.isRegularFile(each.resolve("recipe.yaml")))
                    .map(each -> String.valueOf(each.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
