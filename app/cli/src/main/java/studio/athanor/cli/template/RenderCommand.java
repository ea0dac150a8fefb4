package studio.athanor.cli.template;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.engines.chattemplate.RenderJson;
import studio.athanor.engines.chattemplate.jinja.TemplateException;
import studio.athanor.engines.spi.EngineException;

/** Prints what a template makes of a conversation, exactly, without a newline of its own. */
@Command(
        name = "render",
        description = "Renders a chat template as transformers does and prints the text exactly.",
        mixinStandardHelpOptions = true)
public final class RenderCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "TEMPLATE_FILE", description = "A Jinja chat template.")
    private @Nullable Path template;

    @Parameters(
            index = "1",
            paramLabel = "MESSAGES_JSON",
            description = "A JSON object with messages, tools and any other variables; now, an ISO date-time, sets the"
                    + " clock of strftime_now.")
    private @Nullable Path variables;

    /** Creates the command. */
    public RenderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure {
        if (template == null || variables == null) {
            throw new CommandFailure(ExitCode.USAGE, "Two files are needed.", "Give the template and the JSON.");
        }
        String source = read(template);
        String json = read(variables);
        try {
            terminal.out().print(RenderJson.render(source, json, () -> LocalDateTime.now(ZoneId.systemDefault())));
            terminal.out().flush();
            return ExitCode.OK;
        } catch (TemplateException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, template + ", line " + e.line() + ": " + e.description(), "");
        } catch (EngineException.InvalidRequest e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, variables + ": " + e.getMessage() + ".", e.remedy());
        }
    }

    private static String read(Path file) throws CommandFailure {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + " is not UTF-8 text.", "Save it as UTF-8.");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "The file " + file + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Check its name and its permissions.");
        }
    }
}
