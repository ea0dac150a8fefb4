package studio.athanor.desktop.notice;

import java.util.Optional;

/**
 * Something to tell a person.
 *
 * @param level how much it matters
 * @param sentence what happened, with what
 * @param advice what to do about it, a sentence; empty if there is nothing
 * @param remedy a button that does it
 * @param details diagnostics that can be copied
 * @param code short and stable, for reports and searches, for example {@code E-MODEL_REJECTED}
 */
public record Notice(
        Level level,
        String sentence,
        String advice,
        Optional<Remedy> remedy,
        Optional<String> details,
        Optional<String> code) {

    /** Returns a notice that something was done. */
    public static Notice info(String sentence) {
        return new Notice(Level.INFO, sentence, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns a notice of something that is worth a look. */
    public static Notice warning(String sentence) {
        return new Notice(Level.WARNING, sentence, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns a notice that something failed. */
    public static Notice error(String code, String sentence, String advice, Optional<String> details) {
        return new Notice(Level.ERROR, sentence, advice, Optional.empty(), details, Optional.of(code));
    }

    /** Returns this notice with a button. */
    public Notice withRemedy(String label, Runnable action) {
        return new Notice(level, sentence, advice, Optional.of(new Remedy(label, action)), details, code);
    }

    /** How much a notice matters; colour, icon and word say it. */
    public enum Level {
        /** Done, or good to know; goes away by itself, but not while it is looked at. */
        INFO,
        /** Worth a look; stays until closed. */
        WARNING,
        /** Something failed; stays until closed. */
        ERROR
    }

    /**
     * What can be done with one press.
     *
     * @param label of the button
     * @param action runs on the FX thread
     */
    public record Remedy(String label, Runnable action) {}
}
