package studio.athanor.engines.chattemplate.jinja;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A parsed template.
 *
 * <p>It is immutable and can be rendered by several threads at a time. A rendering sees nothing but the values it is
 * given, runs on the calling thread, ends when that thread is interrupted and stays within its {@link Limits}.
 */
public final class JinjaTemplate {

    private final List<Statement> statements;

    private JinjaTemplate(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Parses a template with trimmed and stripped blocks.
     *
     * @throws TemplateException.Malformed if the source is not Jinja, longer than {@link Limits#SOURCE_CHARS} or nested
     *     deeper than {@link Limits#SOURCE_DEPTH}
     */
    public static JinjaTemplate parse(String source) throws TemplateException {
        if (source.length() > Limits.SOURCE_CHARS) {
            throw new TemplateException.Malformed(
                    "The template is longer than " + Limits.SOURCE_CHARS + " characters", 1);
        }
        try {
            return new JinjaTemplate(new Parser(new Lexer(source).tokenize()).parse());
        } catch (SyntaxFault e) {
            throw e.toException();
        }
    }

    /** Returns the names that the template reads and does not make itself, in the order of the source. */
    public Set<String> freeNames() {
        return FreeNames.of(statements);
    }

    /**
     * Renders the template.
     *
     * @param variables by name
     * @param now what {@code strftime_now} tells
     * @param limits what the rendering may take
     * @throws TemplateException if the template refuses the variables, fails, exceeds a limit or is interrupted
     */
    public String render(Map<String, Value> variables, Supplier<LocalDateTime> now, Limits limits)
            throws TemplateException {
        Scope globals = new Scope(null);
        Globals.define(globals);
        Scope given = new Scope(globals);
        variables.forEach(given::set);
        Interpreter interpreter = new Interpreter(new Budget(limits), now);
        try {
            return new Renderer(interpreter, new Scope(given)).render(statements);
        } catch (Fault fault) {
            throw fault.at(interpreter.line());
        } catch (StackOverflowError e) {
            throw new TemplateException.LimitExceeded(
                    "The template nests deeper than the thread's stack allows", interpreter.line());
        }
    }
}
