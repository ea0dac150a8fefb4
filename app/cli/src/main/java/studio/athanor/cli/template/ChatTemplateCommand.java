package studio.athanor.cli.template;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import studio.athanor.cli.ExitCode;

/** What a chat template makes of a conversation. */
@Command(
        name = "chat-template",
        description = "Shows what a chat template makes of a conversation.",
        mixinStandardHelpOptions = true)
public final class ChatTemplateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Creates the command. */
    public ChatTemplateCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
