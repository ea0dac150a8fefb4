package studio.athanor.engines.chattemplate.jinja;

/** A failure in mid-evaluation; {@link JinjaTemplate} turns it into a {@link TemplateException} with its line. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    enum Kind {
        FAILED,
        RAISED,
        LIMIT,
        INTERRUPTED
    }

    private final Kind kind;
    private final String text;

    private Fault(Kind kind, String text) {
        super(text, null, false, false);
        this.kind = kind;
        this.text = text;
    }

    static Fault failed(String message) {
        return new Fault(Kind.FAILED, message);
    }

    static Fault raised(String message) {
        return new Fault(Kind.RAISED, message);
    }

    static Fault limit(String message) {
        return new Fault(Kind.LIMIT, message);
    }

    static Fault interrupted() {
        return new Fault(Kind.INTERRUPTED, "interrupted");
    }

    TemplateException at(int line) {
        return switch (kind) {
            case FAILED -> new TemplateException.Failed(text, line);
            case RAISED -> new TemplateException.Raised(text, line);
            case LIMIT -> new TemplateException.LimitExceeded(text, line);
            case INTERRUPTED -> new TemplateException.Interrupted(line);
        };
    }
}
