package studio.athanor.cli.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.model.LoadArguments;
import studio.athanor.cli.model.ModelLoading;
import studio.athanor.cli.terminal.ProgressLine;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.LoadedModel;

/**
 * Measures how fast prompts are read and tokens written, through everything an answer in the studio goes through but the
 * window. Columns are those of llama-bench, so that rows can be put beside each other.
 */
@Command(
        name = "bench",
        description = "Measures prompt and generation speed, in the columns of llama-bench.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BenchCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @ArgGroup(validate = false, heading = "%nModel:%n")
    private LoadArguments load = new LoadArguments();

    @Option(
            names = {"-p", "--prompt"},
            paramLabel = "N[,N...]",
            split = ",",
            description = "Prompt lengths, in tokens; 0 for none. Default: 512")
    private List<Integer> prompts = new ArrayList<>(List.of(512));

    @Option(
            names = {"-n", "--generate"},
            paramLabel = "N[,N...]",
            split = ",",
            description = "Answer lengths, in tokens; 0 for none. Default: 128")
    private List<Integer> answers = new ArrayList<>(List.of(128));

    @Option(
            names = {"-r", "--repetitions"},
            paramLabel = "N",
            description = "Runs of each test, after one that is not counted. Default: 5")
    private int repetitions = 5;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Answers written at once; their speeds are added up. Default: 1")
    private int parallel = 1;

    @Option(names = "--json", description = "Prints JSON in place of a Markdown table.")
    private boolean json;

    /** Creates the command. */
    public BenchCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        if (repetitions < 1 || parallel < 1 || parallel > 64) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Repetitions start at 1, and 1 to 64 answers run at once.", "Change the numbers.");
        }
        try (Studio studio = opener.open()) {
            ModelSession session = new ModelLoading(terminal, studio).load(load, parallel);
            LoadedModel model = session.text().model();
            List<BenchResult> results = new ArrayList<>();
            BenchRun run = new BenchRun(session.text(), model.vocabularySize());
            for (int length : prompts) {
                if (length > 0) {
                    results.add(measure("pp" + length, () -> run.prompt(check(length, model))));
                }
            }
            for (int length : answers) {
                if (length > 0) {
                    String test = parallel == 1 ? "tg" + length : "tg" + length + " x" + parallel;
                    results.add(measure(test, () -> run.generation(check(length, model), parallel)));
                }
            }
            if (json) {
                printJson(results, model);
            } else {
                printMarkdown(results, model);
            }
        }
        return ExitCode.OK;
    }

    private int check(int length, LoadedModel model) throws CommandFailure {
        if (length + 1 > model.contextTokens()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    length + " tokens do not fit the context of " + model.contextTokens() + ".",
                    "Load with a larger --context, or measure fewer.");
        }
        return length;
    }

    private BenchResult measure(String test, Callable<Double> tokensPerSecond) throws Exception {
        List<Double> samples = new ArrayList<>();
        try (ProgressLine line = new ProgressLine(terminal.err(), terminal.errTerminal())) {
            for (int i = 0; i <= repetitions; i++) {
                line.show(test + " " + i + "/" + repetitions, i / (repetitions + 1.0));
                double sample = tokensPerSecond.call();
                if (i > 0) {
                    samples.add(sample);
                }
            }
        }
        return new BenchResult(test, samples);
    }

    private void printMarkdown(List<BenchResult> results, LoadedModel model) {
        PrintStream out = terminal.out();
        String row = "| %-30s | %10s | %10s | %-10s | %7s | %15s | %20s |%n";
        out.printf(Locale.ROOT, row, "model", "size", "params", "backend", "threads", "test", "t/s");
        out.printf(
                Locale.ROOT,
                "| %s | %s: | %s: | %s | %s: | %s: | %s: |%n",
                "-".repeat(30),
                "-".repeat(9),
                "-".repeat(9),
                "-".repeat(10),
                "-".repeat(6),
                "-".repeat(14),
                "-".repeat(19));
        for (BenchResult result : results) {
            out.printf(
                    Locale.ROOT,
                    row,
                    model.description(),
                    String.format(Locale.ROOT, "%.2f MiB", model.weightBytes() / 1048576.0),
                    String.format(Locale.ROOT, "%.2f M", model.parameters() / 1e6),
                    backend(model),
                    threads(model),
                    result.test(),
                    String.format(Locale.ROOT, "%.2f ± %.2f", result.mean(), result.deviation()));
        }
        out.println();
        out.println("engine: " + model.engineBuild());
    }

    private void printJson(List<BenchResult> results, LoadedModel model) {
        JsonArray rows = new JsonArray();
        for (BenchResult result : results) {
            JsonObject row = new JsonObject();
            row.addProperty("model_filename", model.modelFile());
            row.addProperty("model_type", model.description());
            row.addProperty("model_size", model.weightBytes());
            row.addProperty("model_n_params", model.parameters());
            row.addProperty("backends", backend(model));
            row.addProperty("n_threads", threads(model));
            row.addProperty("build", model.engineBuild());
            row.addProperty("test", result.test());
            row.addProperty("avg_ts", result.mean());
            row.addProperty("stddev_ts", result.deviation());
            row.addProperty("median_ts", result.median());
            JsonArray samples = new JsonArray();
            result.samples().forEach(samples::add);
            row.add("samples_ts", samples);
            rows.add(row);
        }
        terminal.out().println(new GsonBuilder().setPrettyPrinting().create().toJson(rows));
    }

    private static String backend(LoadedModel model) {
        List<String> devices = model.memory().stream()
                .filter(use -> use.modelBytes() > 0)
                .map(LoadedModel.MemoryUse::deviceId)
                .map(id -> id.startsWith("CPU") ? "CPU" : id)
                .distinct()
                .toList();
        return devices.isEmpty() ? "CPU" : String.join("+", devices);
    }

    private static String threads(LoadedModel model) {
        return Integer.toString(model.threads());
    }
}
