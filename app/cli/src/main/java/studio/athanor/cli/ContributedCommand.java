package studio.athanor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import studio.athanor.core.command.CommandContext;
import studio.athanor.core.command.StudioCommand;

/** A command that another module adds; its arguments go to it as they were typed. */
@Command
final class ContributedCommand implements Callable<Integer> {

    private final StudioCommand command;
    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT")
    private List<String> arguments = new ArrayList<>();

    private ContributedCommand(StudioCommand command, Terminal terminal, StudioOpener opener) {
        this.command = command;
        this.terminal = terminal;
        this.opener = opener;
    }

    static CommandLine line(StudioCommand command, Terminal terminal, StudioOpener opener) {
        CommandLine line = new CommandLine(new ContributedCommand(command, terminal, opener));
        line.getCommandSpec().usageMessage().description(command.description());
        line.setUnmatchedOptionsArePositionalParams(true);
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return command.run(
                arguments, new CommandContext(opener.installation(), opener.home(), terminal.out(), terminal.err()));
    }
}
