package studio.athanor.cli.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.RecipeChecker;

/** Checks a recipe without making anything. */
@Command(
        name = "check",
        description = "Checks a recipe; ends with 3 if it cannot be run.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "A recipe file, or the name of a shipped recipe.")
    private String recipe = "";

    @Option(names = "--json", description = "Prints the problems as a JSON list.")
    private boolean json;

    /** Creates the command. */
    public CheckCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            Path file = RecipeArgument.find(recipe, studio);
            List<Problem> problems = problems(file);
            if (json) {
                JsonArray all = new JsonArray();
                problems.forEach(problem -> all.add(json(problem)));
                terminal.out().println(all);
            } else {
                problems.forEach(problem -> terminal.out()
                        .println(file + ":" + problem.at().line() + ":"
                                + problem.at().column() + ": " + severity(problem) + ": " + problem.field() + ": "
                                + problem.sentence()));
                if (problems.isEmpty()) {
                    terminal.out().println(file + ": no problem found");
                }
            }
            return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)
                    ? ExitCode.BAD_INPUT
                    : ExitCode.OK;
        }
    }

    private static List<Problem> problems(Path file) throws Exception {
        try {
            return RecipeChecker.check(file);
        } catch (DataException.RecipeInvalid e) {
            return e.problems();
        } catch (DataException e) {
            return DataFailures.told(() -> {
                throw e;
            });
        }
    }

    private static String severity(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject json(Problem problem) {
        JsonObject one = new JsonObject();
        one.addProperty("severity", severity(problem));
        one.addProperty("line", problem.at().line());
        one.addProperty("column", problem.at().column());
        one.addProperty("field", problem.field());
        one.addProperty("sentence", problem.sentence());
        return one;
    }
}
