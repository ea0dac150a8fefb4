package studio.athanor.cli.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.RecipeChecker;
import studio.athanor.data.run.Probe;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.work.Workbench;

/** Checks a recipe, and tries it on its models if that is asked for; keeps nothing. */
@Command(
        name = "check",
        description = "Checks a recipe; ends with 3 if it cannot be run. With --probe, tries it on its models.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CheckCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "A recipe file, or the name of a shipped recipe.")
    private String recipe = "";

    @Option(names = "--json", description = "Prints JSON: the problems as a list, and what a probe found.")
    private boolean json;

    @Option(names = "--probe", paramLabel = "N", description = "Makes N rows with the models too, and measures.")
    private @Nullable Integer probe;

    @Mixin
    private WorkArguments with = new WorkArguments();

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
            if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
                return ExitCode.BAD_INPUT;
            }
            Integer rows = probe;
            return rows == null ? ExitCode.OK : DataFailures.told(() -> probe(studio, file, rows));
        }
    }

    private int probe(Studio studio, Path file, int rows) throws Exception {
        RunOrder order = RunOrder.read(file, OptionalLong.empty());
        try (ScratchFolder scratch = ScratchFolder.make();
                Workbench work = with.open(terminal, studio, order, scratch.chunks())) {
            Probe.Report report = Probe.run(order, work.parts(), Math.max(1, rows));
            terminal.out().print(json ? ProbeText.json(report) + "\n" : ProbeText.of(report, order.rows()));
            return report.reason().isEmpty() && report.accepted() > 0 ? ExitCode.OK : ExitCode.FAILED;
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
