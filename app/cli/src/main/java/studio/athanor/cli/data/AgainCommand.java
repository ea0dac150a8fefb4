package studio.athanor.cli.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.Run;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunSettings;
import studio.athanor.data.work.Workbench;

/** Makes one cell of a run again, and says whether it came out the same. */
@Command(
        name = "again",
        description = "Makes one cell of a run again from its seed; ends with 1 if it differs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class AgainCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a run.")
    private Path folder = Path.of(".");

    @Parameters(index = "1", paramLabel = "ROW", description = "The row's number, from 0.")
    private long row;

    @Parameters(index = "2", paramLabel = "COLUMN", description = "The column.")
    private String column = "";

    @Mixin
    private WorkArguments with = new WorkArguments();

    /** Creates the command. */
    public AgainCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            return DataFailures.told(() -> again(studio));
        }
    }

    private int again(Studio studio) throws Exception {
        RunOrder order = RunOrder.ofRun(folder);
        Map<String, ModelRef> models = RunModelsKept.of(studio, folder);
        try (Workbench work = with.open(terminal, studio, order, models, folder.resolve("documents"));
                Run run = Run.resume(folder, order, work.parts(), RunSettings.defaults())) {
            Optional<Cell> before = run.store().cells(row).stream()
                    .filter(cell -> cell.column().equals(column))
                    .findFirst();
            Cell now = run.makeAgain(row, column);
            boolean same = before.isPresent() && before.get().value().equals(now.value());
            terminal.out().println(now.value());
            terminal.err().println(same ? "athanor: the same as before" : "athanor: not the same as before");
            return same ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
