package studio.athanor.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.recipe.SchemaLine;

/** Begins a recipe of one's own with a shipped one. */
@Command(
        name = "new",
        description = "Copies a shipped recipe, with the files that it reads, to begin one of your own.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class NewCommand implements Callable<Integer> {

    private static final Set<String> ABOUT_THE_SHIPPED_ONE = Set.of("recipe.yaml", "README.md", "sample.json");

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "NAME", description = "A shipped recipe; 'athanor data recipes' lists them.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The recipe to write, as mine.yaml.")
    private Path target = Path.of("recipe.yaml");

    /** Creates the command. */
    public NewCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            Path recipe = RecipeArgument.shipped(name, studio)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.BAD_INPUT,
                            "No recipe of the name " + name + " is shipped.",
                            "Shipped are: " + String.join(", ", RecipeArgument.shipped(studio)) + "."));
            copy(recipe);
            terminal.out().println(target);
            return ExitCode.OK;
        }
    }

    /** Copies what the recipe reads too. */
    private void copy(Path recipe) throws CommandFailure {
        Path from = recipe.toAbsolutePath().getParent();
        Path to = target.toAbsolutePath().getParent();
        if (from == null || to == null) {
            throw new CommandFailure(ExitCode.USAGE, target + " is no file.", "Name a file to write.");
        }
        try {
            List<Path> beside = beside(from);
            for (Path file : beside) {
                free(to.resolve(from.relativize(file).toString()));
            }
            free(target);
            for (Path file : beside) {
                copy(file, to.resolve(from.relativize(file).toString()));
            }
            makeFolder(target);
            Files.writeString(target, SchemaLine.forCopy(recipe), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    target + " cannot be written: " + e.getMessage() + ".",
                    "Choose a folder that may be written to.");
        }
    }

    private static List<Path> beside(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !ABOUT_THE_SHIPPED_ONE.contains(String.valueOf(folder.relativize(file))))
                    .sorted()
                    .toList();
        }
    }

    private static void free(Path file) throws CommandFailure {
        if (Files.exists(file)) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, file + " is there already.", "Name another file, or another folder.");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        makeFolder(to);
        Files.copy(from, to);
    }

    private static void makeFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }
}
