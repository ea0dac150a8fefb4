package studio.athanor.core.command;

import java.io.PrintStream;
import java.nio.file.Path;
import studio.athanor.core.home.Installation;

/**
 * What a command stands on.
 *
 * @param installation the program's own files
 * @param home where the studio keeps things; not opened yet
 * @param out for results
 * @param err for messages
 */
public record CommandContext(Installation installation, Path home, PrintStream out, PrintStream err) {}
