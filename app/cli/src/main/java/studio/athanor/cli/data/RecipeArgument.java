package studio.athanor.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.core.Studio;

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
        Path shipped =
                studio.installation().assets().resolve("recipes").resolve(named).resolve("recipe.yaml");
        if (named.matches("[a-z0-9-]+") && Files.isRegularFile(shipped)) {
            return shipped;
        }
        throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "There is no recipe file " + named + ", and none of that name is shipped.",
                "Shipped are: " + String.join(", ", shipped(studio)) + ".");
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
