package studio.athanor.cli.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;
import studio.athanor.cli.model.LoadArguments;
import studio.athanor.cli.model.ModelLoading;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.text.Message;

/** Answers one question, what comes from a pipe, or a conversation typed at the terminal. Stores nothing. */
@Command(
        name = "chat",
        description = "Chats with a model: one question, a pipe, or a conversation when nothing is given.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  athanor chat \"What is the capital of France?\"",
            "  athanor chat --model my.gguf --system \"Be brief\"",
            "  git diff | athanor chat --model my.gguf \"Write a commit message for this change\"",
            "  athanor chat --json-schema person.json \"Make up a person\""
        })
public final class ChatCommand implements Callable<Integer> {

    private static final int MAX_PIPED_BYTES = 16 << 20;

    private final Terminal terminal;
    private final StudioOpener opener;

    @Parameters(
            arity = "0..*",
            paramLabel = "PROMPT",
            description = "What to ask. With input from a pipe, it is put before that input.")
    private List<String> words = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nModel:%n")
    private LoadArguments load = new LoadArguments();

    @ArgGroup(validate = false, heading = "%nAnswer:%n")
    private AnswerArguments answer = new AnswerArguments();

    @Option(
            names = "--json",
            description = "Prints one JSON object: text, reasoning, tool calls, stop reason, usage, model, seed.")
    private boolean json;

    @Option(names = "--stats", description = "Prints tokens, speed and time to the first token to standard error.")
    private boolean stats;

    /** Creates the command. */
    public ChatCommand(Terminal terminal, StudioOpener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        String prompt = prompt();
        answer.check();
        if (prompt.isBlank() && !terminal.inTerminal()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "There is nothing to ask.", "Give a prompt, or pipe text into the command.");
        }
        try (Studio studio = opener.open()) {
            ModelSession session = new ModelLoading(terminal, studio).load(load);
            if (prompt.isBlank()) {
                return new InteractiveChat(terminal, session, answer, stats, studio.home()).run();
            }
            AnswerPrinter printer = new AnswerPrinter(terminal, session, answer, json, stats);
            return printer.answer(List.of(Message.of(Message.Role.USER, prompt)))
                    .exitCode();
        }
    }

    private String prompt() throws IOException, CommandFailure {
        String given = String.join(" ", words);
        if (terminal.inTerminal()) {
            return given;
        }
        byte[] piped = terminal.in().readNBytes(MAX_PIPED_BYTES + 1);
        if (piped.length > MAX_PIPED_BYTES) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "The input from the pipe is longer than 16 MiB.",
                    "No context holds that much; cut it into parts.");
        }
        String text = new String(piped, StandardCharsets.UTF_8).strip();
        if (given.isBlank() || text.isEmpty()) {
            return given.isBlank() ? text : given;
        }
        return given + "\n\n" + text;
    }
}
