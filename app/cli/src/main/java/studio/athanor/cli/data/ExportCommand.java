package studio.athanor.cli.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.export.Export;
import studio.athanor.data.export.ExportFormat;
import studio.athanor.data.export.ExportOptions;
import studio.athanor.data.export.ExportResult;
import studio.athanor.data.export.Split;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.run.RunStore;

/** Writes the accepted rows of a run for those who train with them. */
@Command(
        name = "export",
        description = "Writes the accepted rows of a run.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a run.")
    private Path run = Path.of(".");

    @Option(names = "--format", paramLabel = "NAME", description = "jsonl, csv, parquet or hf. Default: jsonl")
    private String format = "jsonl";

    @Option(
            names = "--shape",
            paramLabel = "NAME",
            description = "raw, sharegpt, chatml, alpaca, dpo or kto. Default: as the recipe says")
    private @Nullable String shape;

    @Option(
            names = "--split",
            paramLabel = "NAME=SHARE",
            split = ",",
            description = "Parts, as train=0.9,test=0.1. Default: all in one")
    private Map<String, Double> splits = new LinkedHashMap<>();

    @Option(names = "--to", paramLabel = "PATH", required = true, description = "The file or folder to write.")
    private Path target = Path.of(".");

    @Option(names = "--replace", description = "Replaces what is there.")
    private boolean replace;

    @Option(names = "--provenance", description = "Adds how each cell was made.")
    private boolean provenance;

    /** Creates the command. */
    public ExportCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            return DataFailures.told(() -> export(studio));
        }
    }

    private int export(Studio studio) throws Exception {
        try (RunStore store = RunStore.open(run)) {
            ExportOptions options = ExportOptions.of(format(), target)
                    .withShape(shape(store.recipe().output()))
                    .withProvenance(provenance)
                    .withReplace(replace);
            if (!splits.isEmpty()) {
                options = options.withSplits(splits.entrySet().stream()
                        .map(each -> new Split(each.getKey(), each.getValue()))
                        .toList());
            }
            ExportResult result = DataFailures.result(studio.jobs().start("export", Export.of(store, options)));
            result.files().forEach(terminal.out()::println);
            result.leftOut()
                    .forEach((field, count) -> terminal.err()
                            .println("athanor: " + count + " rows lack the field " + field + " and were left out."));
            return ExitCode.OK;
        }
    }

    private ExportFormat format() throws CommandFailure {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "jsonl" -> ExportFormat.JSONL;
            case "csv" -> ExportFormat.CSV;
            case "parquet" -> ExportFormat.PARQUET;
            case "hf", "hugging-face" -> ExportFormat.HUGGING_FACE;
            default ->
                throw new CommandFailure(
                        ExitCode.USAGE, "There is no format " + format + ".", "Use jsonl, csv, parquet or hf.");
        };
    }

    private OutputShape shape(OutputShape ofRecipe) throws CommandFailure {
        String named = shape;
        if (named == null) {
            return ofRecipe;
        }
        try {
            OutputShape.Kind kind = OutputShape.Kind.valueOf(named.toUpperCase(Locale.ROOT));
            return kind == ofRecipe.kind() ? ofRecipe : new OutputShape(kind, new LinkedHashMap<>());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "There is no shape " + named + ".",
                    "Use raw, sharegpt, chatml, alpaca, dpo or kto.");
        }
    }
}
