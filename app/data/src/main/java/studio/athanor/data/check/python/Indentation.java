package studio.athanor.data.check.python;

import java.util.ArrayList;
import java.util.List;

/**
 * The levels of indentation. Widths are counted twice, with a tab to the next multiple of eight and with a tab of one, and
 * must compare alike: else the text depends on how wide a tab is.
 */
final class Indentation {

    private static final int MOST_LEVELS = 100;

    private final List<Width> levels = new ArrayList<>(List.of(new Width(0, 0)));

    private record Width(int columns, int characters) {}

    /** Adds the INDENT or the DEDENTs that a line's first token asks for. */
    void line(String source, int from, int to, int line, List<Token> tokens) throws PythonFault {
        Width width = measure(source, from, to);
        Width top = levels.getLast();
        if (width.columns() > top.columns()) {
            if (width.characters() <= top.characters()) {
                throw mixed(line);
            }
            if (levels.size() >= MOST_LEVELS) {
                throw new PythonFault(line, "too many levels of indentation");
            }
            levels.add(width);
            tokens.add(new Token(Token.Kind.INDENT, "", line));
            return;
        }
        while (width.columns() < levels.getLast().columns()) {
            levels.removeLast();
            tokens.add(new Token(Token.Kind.DEDENT, "", line));
        }
        if (width.columns() != levels.getLast().columns()) {
            throw new PythonFault(line, "unindent does not match any outer level of indentation");
        }
        if (width.characters() != levels.getLast().characters()) {
            throw mixed(line);
        }
    }

    /** Adds the DEDENTs at the end of the text. */
    void end(int line, List<Token> tokens) {
        for (int level = levels.size(); level > 1; level--) {
            tokens.add(new Token(Token.Kind.DEDENT, "", line));
        }
    }

    private static Width measure(String source, int from, int to) {
        int columns = 0;
        int characters = 0;
        for (int i = from; i < to; i++) {
            switch (source.charAt(i)) {
                case '\t' -> {
                    columns = (columns / 8 + 1) * 8;
                    characters++;
                }
                case '\f' -> {
                    columns = 0;
                    characters = 0;
                }
                default -> {
                    columns++;
                    characters++;
                }
            }
        }
        return new Width(columns, characters);
    }

    private static PythonFault mixed(int line) {
        return new PythonFault(line, "inconsistent use of tabs and spaces in indentation");
    }
}
