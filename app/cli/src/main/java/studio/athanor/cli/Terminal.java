package studio.athanor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The streams of the program, and which of them a person sees.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for messages and progress
 * @param inTerminal whether a person types the input
 * @param outTerminal whether a person sees the output
 * @param errTerminal whether a person sees the messages
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inTerminal,
        boolean outTerminal,
        boolean errTerminal) {

    /** Returns the streams of this process, written as UTF-8. */
    static Terminal ofProcess(PrintStream out, PrintStream err) {
        return new Terminal(System.in, out, err, isTerminal(0), isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            // without /proc the console speaks for all three
        }
        return Objects.requireNonNull(System.console()).isTerminal();
    }
}
