package studio.athanor.cli.data;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.terminal.ProgressLine;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.Run;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunProgress;
import studio.athanor.data.run.RunSettings;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.work.Workbench;
import studio.athanor.engines.spi.job.Subscription;

/** Makes a dataset, or goes on making it. */
@Command(
        name = "run",
        description = "Makes the rows of a recipe. Ctrl-C pauses; --resume goes on.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RECIPE",
            description = "A recipe file, or the name of a shipped recipe; not with --resume.")
    private @Nullable String recipe;

    @Option(names = "--rows", paramLabel = "N", description = "Accepted rows. Default: as the recipe says")
    private @Nullable Long rows;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the run.")
    private Path out = Path.of(".");

    @Option(names = "--resume", description = "Goes on with the run that is in the folder.")
    private boolean resume;

    @Mixin
    private WorkArguments with = new WorkArguments();

    @Option(names = "--json", description = "Prints the figures as JSON.")
    private boolean json;

    /** Creates the command. */
    public RunCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        checkUsage();
        try (Studio studio = opener.open()) {
            return DataFailures.told(() -> run(studio));
        }
    }

    private void checkUsage() throws CommandFailure {
        if (resume && (recipe != null || rows != null)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "A run goes on with the recipe and the number of rows that it was begun with.",
                    "Leave out RECIPE and --rows, or begin another run without --resume.");
        }
        if (!resume && recipe == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "No recipe was given.", "Name one, or go on with a run by --resume.");
        }
        if (rows != null && (rows < 1 || rows > Recipe.MOST_ROWS)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    String.format(Locale.ROOT, "A run has 1 to %,d rows, not %,d.", Recipe.MOST_ROWS, rows),
                    "Change --rows.");
        }
    }

    private int run(Studio studio) throws Exception {
        RunOrder order = order(studio);
        Map<String, ModelRef> before = resume ? RunModelsKept.of(studio, out) : Map.of();
        try (Workbench work = with.open(terminal, studio, order, before, out.resolve("documents"));
                Run run = resume
                        ? Run.resume(out, order, work.parts(), RunSettings.defaults())
                        : Run.create(out, order, work.parts(), RunSettings.defaults())) {
            return follow(run);
        }
    }

    private RunOrder order(Studio studio) throws Exception {
        if (resume || recipe == null) {
            return RunOrder.ofRun(out);
        }
        return RecipeArgument.order(
                RecipeArgument.find(recipe, studio), rows == null ? OptionalLong.empty() : OptionalLong.of(rows));
    }

    private int follow(Run run) throws InterruptedException {
        Thread pausing = Thread.ofPlatform().unstarted(() -> pause(run));
        Runtime.getRuntime().addShutdownHook(pausing);
        try (ProgressLine line = new ProgressLine(terminal.err(), terminal.errTerminal());
                Subscription _ = run.observe(progress -> show(line, progress))) {
            run.start();
            run.await();
        } finally {
            unhook(pausing);
        }
        RunProgress end = run.progress();
        print(end);
        return end.status() == RunStatus.COMPLETE ? ExitCode.OK : ExitCode.FAILED;
    }

    private void pause(Run run) {
        run.cancel();
        run.close();
        String same =
                with.documents().map(path -> " --documents " + quoted(path)).orElse("");
        terminal.err().println("athanor: paused; go on with: athanor data run --resume --out " + quoted(out) + same);
    }

    /** Returns a path as a shell takes it. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook runs already
        }
    }

    private static void show(ProgressLine line, RunProgress progress) {
        RunFigures figures = progress.figures();
        String left = progress.secondsLeft().isPresent()
                ? ", " + Math.round(progress.secondsLeft().getAsDouble()) + " s left"
                : "";
        line.show(
                String.format(
                        Locale.ROOT,
                        "%d of %d rows, %.1f rows/s, %.0f tok/s%s",
                        figures.accepted(),
                        figures.target(),
                        progress.recentRowsPerSecond(),
                        figures.tokensPerSecond(),
                        left),
                (double) figures.accepted() / figures.target());
    }

    private void print(RunProgress end) {
        RunFigures figures = end.figures();
        if (json) {
            terminal.out().println(json(end));
            return;
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%d of %d rows in %.1f s (%.2f rows/s), %d tokens written (%.0f tok/s)%n",
                        figures.accepted(),
                        figures.target(),
                        figures.seconds(),
                        figures.rowsPerSecond(),
                        figures.generatedTokens(),
                        figures.tokensPerSecond());
        long computed = figures.promptTokens() - figures.reusedTokens();
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "prompts: %d tokens, of which %d were computed (%.1f %%)%n",
                        figures.promptTokens(),
                        computed,
                        figures.promptTokens() == 0 ? 0.0 : 100.0 * computed / figures.promptTokens());
        figures.rejectedByReason()
                .forEach((reason, count) -> terminal.out().println("rejected, " + reason + ": " + count));
        end.reason().ifPresent(reason -> terminal.err().println("athanor: stopped: " + reason));
        terminal.out().println(out);
    }

    private static String json(RunProgress end) {
        RunFigures figures = end.figures();
        JsonObject all = new JsonObject();
        all.addProperty("status", end.status().name().toLowerCase(Locale.ROOT));
        end.reason().ifPresent(reason -> all.addProperty("reason", reason));
        all.addProperty("target", figures.target());
        all.addProperty("accepted", figures.accepted());
        all.addProperty("rejected_rows", figures.rejectedRows());
        JsonObject reasons = new JsonObject();
        figures.rejectedByReason().forEach(reasons::addProperty);
        all.add("rejected_attempts", reasons);
        all.addProperty("prompt_tokens", figures.promptTokens());
        all.addProperty("reused_tokens", figures.reusedTokens());
        all.addProperty("generated_tokens", figures.generatedTokens());
        all.addProperty("seconds", figures.seconds());
        all.addProperty("rows_per_second", figures.rowsPerSecond());
        return all.toString();
    }
}
