package studio.athanor.cli.data;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.core.Studio;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.Preview;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunOrder;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.work.Workbench;

/** Shows the first rows that a run would make. */
@Command(
        name = "preview",
        description = "Prints the first rows of a recipe as JSON lines, and keeps nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PreviewCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "A recipe file, or the name of a shipped recipe.")
    private String recipe = "";

    @Option(names = "--rows", paramLabel = "N", description = "How many. Default: 5")
    private int rows = Preview.ROWS;

    @Mixin
    private WorkArguments with = new WorkArguments();

    /** Creates the command. */
    public PreviewCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        try (Studio studio = opener.open()) {
            return DataFailures.told(() -> preview(studio));
        }
    }

    private int preview(Studio studio) throws Exception {
        RunOrder order = RecipeArgument.order(RecipeArgument.find(recipe, studio), OptionalLong.empty());
        Printer printer = new Printer(terminal);
        try (ScratchFolder scratch = ScratchFolder.make();
                Workbench work = with.open(terminal, studio, order, scratch.chunks());
                Preview preview = Preview.start(order, work.parts(), Math.max(1, rows), printer)) {
            preview.await();
        }
        return printer.failed ? ExitCode.FAILED : ExitCode.OK;
    }

    private static final class Printer implements Preview.Watcher {
        private final Terminal terminal;
        private volatile boolean failed;

        private Printer(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void made(Cell cell) {
            // its row may yet be tried again
        }

        @Override
        public void settled(RunRow row, List<Cell> cells) {
            JsonObject values = new JsonObject();
            row.row().values().forEach(values::add);
            terminal.out().println(values);
            if (row.state() == RowState.REJECTED) {
                row.rejection()
                        .ifPresent(why -> terminal.err()
                                .println("athanor: row " + row.number() + " would be rejected: " + why.column() + ": "
                                        + why.detail()));
            }
        }

        @Override
        public void ended(Optional<String> reason) {
            reason.ifPresent(text -> {
                failed = true;
                terminal.err().println("athanor: " + text);
            });
        }
    }
}
