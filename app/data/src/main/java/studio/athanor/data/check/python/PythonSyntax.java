package studio.athanor.data.check.python;

import java.util.Optional;

/**
 * Says whether a text is Python 3.14, as {@code ast.parse} of that version does: tokens, indentation and grammar. What the
 * compiler says later, as a {@code return} outside a function, is not looked at.
 *
 * <p>The time taken grows with the text's length only. As in CPython, brackets nest up to 200 levels and blocks up to 100.
 */
public final class PythonSyntax {

    private PythonSyntax() {}

    /** Returns what is wrong, with the line, or nothing if the text parses. */
    public static Optional<String> fault(String source) {
        try {
            new Statements(new TokenCursor(new Lexer(source).tokens())).file();
            return Optional.empty();
        } catch (PythonFault fault) {
            return Optional.of(fault.sentence());
        }
    }
}
