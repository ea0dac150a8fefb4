package studio.athanor.core.command;

import java.util.List;

/**
 * A command of the command line that a module adds, found by {@link java.util.ServiceLoader}. Declare it in {@code
 * module-info.java} and in {@code META-INF/services}.
 */
public interface StudioCommand {

    /** Returns the word typed, for example {@code screenshots}. */
    String name();

    /** Returns one line of help. */
    String description();

    /**
     * Runs the command on the calling thread until it is done.
     *
     * @param arguments what was typed after the name
     * @param context where to read and write
     * @return the exit status, 0 if it worked
     */
    int run(List<String> arguments, CommandContext context);
}
