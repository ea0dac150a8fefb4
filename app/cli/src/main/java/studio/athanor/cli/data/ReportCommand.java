package studio.athanor.cli.data;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.report.Report;
import studio.athanor.data.report.ReportJson;
import studio.athanor.data.report.ReportMarkdown;
import studio.athanor.data.run.RunStore;

/** Tells how good the rows of a run are. */
@Command(
        name = "report",
        description = "Prints coverage, lengths, likeness, scores and cost of a run.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ReportCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a run.")
    private Path run = Path.of(".");

    @ArgGroup
    private Format format = new Format();

    /** Creates the command. */
    public ReportCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            return DataFailures.told(() -> {
                try (RunStore store = RunStore.open(run)) {
                    Report report = DataFailures.result(studio.jobs().start("report", Report.of(store)));
                    terminal.out().println(format.json ? ReportJson.of(report).toString() : ReportMarkdown.of(report));
                    return ExitCode.OK;
                }
            });
        }
    }

    /** One of the two. */
    static final class Format {
        @Option(names = "--markdown", description = "Prints Markdown. This is the default.")
        boolean markdown;

        @Option(names = "--json", description = "Prints JSON.")
        boolean json;
    }
}
