package studio.athanor.cli.data;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import studio.athanor.cli.ExitCode;

/** The datasets' commands. */
@Command(
        name = "data",
        description = "Makes datasets with local models, from recipes.",
        mixinStandardHelpOptions = true,
        subcommands = {})
public final class DataCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    @SuppressWarnings("NullAway.Init") // picocli sets the field
    public DataCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
