package studio.athanor.engines.chattemplate.jinja;

/** A template that cannot be parsed or rendered. The message says what failed; {@link #line()} says where. */
public abstract sealed class TemplateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    private TemplateException(String message, int line) {
        super(message);
        this.line = line;
    }

    /** Returns the line of the template, from 1. */
    public int line() {
        return line;
    }

    /** Returns the message as a sentence that names the line. */
    public String description() {
        return "Line " + line + " of the template: " + getMessage();
    }

    /** The source is not Jinja, or is longer or nested deeper than {@link Limits} allow. */
    public static final class Malformed extends TemplateException {
        private static final long serialVersionUID = 1L;

        public Malformed(String message, int line) {
            super(message, line);
        }
    }

    /** The template itself refused its input, with {@code raise_exception}; the message is the template's. */
    public static final class Raised extends TemplateException {
        private static final long serialVersionUID = 1L;

        public Raised(String message, int line) {
            super(message, line);
        }
    }

    /** An operation of the template failed: an undefined variable, a value of the wrong type, an unknown filter. */
    public static final class Failed extends TemplateException {
        private static final long serialVersionUID = 1L;

        public Failed(String message, int line) {
            super(message, line);
        }
    }

    /** The rendering went beyond its {@link Limits}. */
    public static final class LimitExceeded extends TemplateException {
        private static final long serialVersionUID = 1L;

        public LimitExceeded(String message, int line) {
            super(message, line);
        }
    }

    /** The rendering thread was interrupted; its interrupt status is still set. */
    public static final class Interrupted extends TemplateException {
        private static final long serialVersionUID = 1L;

        public Interrupted(int line) {
            super("The rendering was interrupted", line);
        }
    }
}
