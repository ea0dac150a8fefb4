package studio.athanor.cli.model;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import studio.athanor.cli.ExitCode;

/** Facts of model files. */
@Command(name = "model", description = "Shows facts of model files.", mixinStandardHelpOptions = true)
public final class ModelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command. */
    public ModelCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
