package studio.athanor.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import studio.athanor.cli.Main;
import studio.athanor.cli.StudioOpener;
import studio.athanor.cli.Terminal;

/**
 * One command of the command line, run in this process as if it stood in a pipe.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it said
 */
public record CommandRun(int status, String out, String err) {

    /** Runs a command with an empty input. */
    public static CommandRun of(Path home, String... arguments) {
        return withInput(home, "", arguments);
    }

    /** Runs a command with some input from a pipe. */
    public static CommandRun withInput(Path home, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        StudioOpener opener = new StudioOpener(Map.of("ATHANOR_HOME", home.toString()), System.getProperties());
        int status = Main.run(terminal, opener, arguments);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
