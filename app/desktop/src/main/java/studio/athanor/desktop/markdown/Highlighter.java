package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Colours source code. Works on some lines at a time; the state says what is open at the end of the lines above. */
interface Highlighter {

    /** Nothing is open. */
    int START = 0;

    /** Reads lines and tells the sink about every piece, in order and without gaps; returns the state at the end. */
    int read(String lines, int state, Sink sink);

    /** Returns the highlighter of a language as authors name it; for an unknown one, a highlighter without colours. */
    static Highlighter of(String language) {
        String name = language.toLowerCase(Locale.ROOT);
        if (name.equals("html")
                || name.equals("xml")
                || name.equals("svg")
                || name.equals("xhtml")
                || name.equals("vue")
                || name.equals("fxml")) {
            return new MarkupHighlighter();
        }
        return Language.named(name).<Highlighter>map(CodeHighlighter::new).orElse((lines, state, sink) -> {
            sink.token(0, lines.length(), TokenKind.PLAIN);
            return START;
        });
    }

    /** Returns the state after some lines. */
    default int endState(String lines, int state) {
        return read(lines + "\n", state, (from, to, kind) -> {});
    }

    /** Returns the pieces of some lines; neighbours of one kind are one piece. */
    default List<Token> tokens(String lines, int state) {
        List<Token> tokens = new ArrayList<>();
        int[] start = {0};
        TokenKind[] open = {TokenKind.PLAIN};
        read(lines, state, (from, to, kind) -> {
            boolean blank = kind == TokenKind.PLAIN && lines.substring(from, to).isBlank();
            if (kind != open[0] && !blank && from < to) {
                if (from > start[0]) {
                    tokens.add(new Token(lines.substring(start[0], from), open[0]));
                }
                start[0] = from;
                open[0] = kind;
            }
        });
        if (start[0] < lines.length()) {
            tokens.add(new Token(lines.substring(start[0]), open[0]));
        }
        return tokens;
    }

    /** Receives pieces. */
    @FunctionalInterface
    interface Sink {
        void token(int from, int to, TokenKind kind);
    }
}
