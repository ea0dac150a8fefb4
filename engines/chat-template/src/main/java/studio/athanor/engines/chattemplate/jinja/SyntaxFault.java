package studio.athanor.engines.chattemplate.jinja;

/** A source that is not Jinja; {@link JinjaTemplate#parse} turns it into a {@link TemplateException.Malformed}. */
final class SyntaxFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String text;
    private final int line;

    SyntaxFault(String text, int line) {
        super(text, null, false, false);
        this.text = text;
        this.line = line;
    }

    TemplateException toException() {
        return new TemplateException.Malformed(text, line);
    }
}
