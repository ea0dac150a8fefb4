package studio.athanor.cli.chat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import studio.athanor.cli.CommandFailure;
import studio.athanor.cli.ExitCode;
import studio.athanor.cli.Terminal;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.ModelSession;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.text.Message;

/** A conversation typed at the terminal, with editing, history, and Ctrl+C to stop an answer. */
final class InteractiveChat {

    private static final String HELP =
            "/new begins anew, /undo takes the last exchange back, /exit or Ctrl+D leaves. Ctrl+C stops an answer."
                    + " A line that ends with \\ goes on in the next one.";

    private final Terminal terminal;
    private final ModelSession session;
    private final AnswerPrinter printer;
    private final StudioHome home;
    private final List<Message> conversation = new ArrayList<>();

    InteractiveChat(
            Terminal terminal, ModelSession session, AnswerArguments arguments, boolean stats, StudioHome home) {
        this.terminal = terminal;
        this.session = session;
        this.home = home;
        this.printer = new AnswerPrinter(terminal, session, arguments, false, stats);
    }

    /** Converses until the user leaves; returns the exit status. */
    int run() throws IOException, EngineException, CommandFailure, InterruptedException {
        terminal.out().println(session.text().model().name() + " · " + HELP);
        try (org.jline.terminal.Terminal screen =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(screen)
                    .variable(LineReader.HISTORY_FILE, home.root().resolve("chat-history"))
                    .variable(LineReader.SECONDARY_PROMPT_PATTERN, "… ")
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            while (true) {
                String line;
                try {
                    line = reader.readLine("> ").strip();
                } catch (UserInterruptException e) {
                    continue;
                } catch (EndOfFileException e) {
                    return ExitCode.OK;
                }
                if (line.equals("/exit") || line.equals("/quit")) {
                    return ExitCode.OK;
                }
                obey(line, screen);
            }
        }
    }

    private void obey(String line, org.jline.terminal.Terminal screen) throws InterruptedException, CommandFailure {
        switch (line) {
            case "" -> {}
            case "/new" -> conversation.clear();
            case "/undo" -> {
                for (int i = 0; i < 2 && !conversation.isEmpty(); i++) {
                    conversation.removeLast();
                }
            }
            case "/help" -> terminal.out().println(HELP);
            default -> {
                if (line.startsWith("/") && !line.contains(" ")) {
                    terminal.out().println("There is no command " + line + ". " + HELP);
                } else {
                    ask(line, screen);
                }
            }
        }
    }

    private void ask(String question, org.jline.terminal.Terminal screen) throws CommandFailure {
        Thread asking = Thread.currentThread();
        org.jline.terminal.Terminal.SignalHandler before = screen.handle(Signal.INT, _ -> asking.interrupt());
        conversation.add(Message.of(Message.Role.USER, question));
        try {
            String answer = printer.answer(List.copyOf(conversation)).text();
            conversation.add(Message.of(Message.Role.ASSISTANT, answer));
        } catch (InterruptedException e) {
            terminal.out().println();
            conversation.removeLast();
        } catch (EngineException e) {
            terminal.err().println("athanor: " + e.getMessage() + " " + e.remedy());
            conversation.removeLast();
        } finally {
            screen.handle(Signal.INT, before);
        }
    }
}
