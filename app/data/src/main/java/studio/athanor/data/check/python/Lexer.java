package studio.athanor.data.check.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes tokens of a text. */
final class Lexer {

    private static final int MOST_BRACKETS = 200;

    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private static final List<String> LONG_OPERATORS = List.of(
            "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=",
            "/=", "%=", "&=", "|=", "^=", "@=", ":=");

    private static final String SHORT_OPERATORS = "+-*/%@&|^~<>()[]{},:.;=";

    private final Source source;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Bracket> brackets = new ArrayList<>();
    private final Indentation indentation = new Indentation();
    private final TextLexer texts;
    private boolean lineStarts = true;

    /** An open bracket. */
    private record Bracket(char open, int line) {}

    Lexer(String text) {
        source = new Source(text);
        texts = new TextLexer(source, this);
    }

    List<Token> tokens() throws PythonFault {
        if (source.text().indexOf('\0') >= 0) {
            throw source.fault("the text holds a null character");
        }
        while (!source.ended() || texts.readsText()) {
            if (texts.readsText()) {
                texts.step();
            } else {
                step();
            }
        }
        if (!brackets.isEmpty()) {
            Bracket open = brackets.getLast();
            throw new PythonFault(open.line(), "'" + open.open() + "' was never closed");
        }
        if (!tokens.isEmpty() && !lineStarts) {
            add(Token.Kind.NEWLINE, "");
        }
        indentation.end(source.line(), tokens);
        add(Token.Kind.END, "");
        return tokens;
    }

    private void step() throws PythonFault {
        if (lineStarts) {
            startLine();
            return;
        }
        char c = source.peek(0);
        switch (c) {
            case ' ', '\t', '\f' -> source.skip(1);
            case '#' -> source.skipLine();
            case '\n' -> endLine();
            case '\\' -> joinLines();
            default -> token(c);
        }
    }

    private void startLine() throws PythonFault {
        int blanks = 0;
        while (isBlank(source.peek(blanks))) {
            blanks++;
        }
        char first = source.peek(blanks);
        if (first == '#' || first == '\n') {
            source.skip(blanks);
            source.skipLine();
            source.skip(1);
            return;
        }
        indentation.line(source.text(), source.at(), source.at() + blanks, source.line(), tokens);
        source.skip(blanks);
        lineStarts = false;
    }

    private void endLine() {
        if (brackets.isEmpty()) {
            add(Token.Kind.NEWLINE, "");
            lineStarts = true;
        }
        source.skip(1);
    }

    private void joinLines() throws PythonFault {
        if (source.peek(1) != '\n') {
            throw source.fault("unexpected character after a backslash that continues the line");
        }
        source.skip(2);
        if (source.ended()) {
            throw source.fault("the text ends where a backslash continues the line");
        }
    }

    private void token(char c) throws PythonFault {
        if (isDigit(c) || (c == '.' && isDigit(source.peek(1)))) {
            int end = Numbers.end(source.text(), source.at(), source.line());
            add(Token.Kind.NUMBER, source.text().substring(source.at(), end));
            source.skip(end - source.at());
        } else if (c == '"' || c == '\'') {
            texts.begin("");
        } else if (isNameStart(source.codePoint())) {
            name();
        } else {
            operator(c);
        }
    }

    private void name() throws PythonFault {
        int end = source.at();
        String text = source.text();
        while (end < text.length() && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        String name = text.substring(source.at(), end);
        char after = end < text.length() ? text.charAt(end) : '\n';
        if ((after == '"' || after == '\'') && TextLexer.isPrefix(name)) {
            texts.begin(name);
            return;
        }
        add(KEYWORDS.contains(name) ? Token.Kind.KEYWORD : Token.Kind.NAME, name);
        source.skip(name.length());
    }

    private void operator(char c) throws PythonFault {
        if (texts.operator(c)) {
            return;
        }
        for (String operator : LONG_OPERATORS) {
            if (source.startsWith(operator)) {
                add(Token.Kind.OPERATOR, operator);
                source.skip(operator.length());
                return;
            }
        }
        if (SHORT_OPERATORS.indexOf(c) < 0) {
            throw source.fault("invalid character '" + Character.toString(source.codePoint()) + "'");
        }
        switch (c) {
            case '(', '[', '{' -> open(c);
            case ')', ']', '}' -> close(c);
            default -> {
                add(Token.Kind.OPERATOR, String.valueOf(c));
                source.skip(1);
            }
        }
    }

    void open(char c) throws PythonFault {
        if (brackets.size() >= MOST_BRACKETS) {
            throw source.fault("too many nested brackets");
        }
        brackets.add(new Bracket(c, source.line()));
        add(Token.Kind.OPERATOR, String.valueOf(c));
        source.skip(1);
    }

    void close(char c) throws PythonFault {
        if (brackets.isEmpty()) {
            throw source.fault("'" + c + "' closes nothing");
        }
        char wanted = switch (brackets.removeLast().open()) {
            case '(' -> ')';
            case '[' -> ']';
            default -> '}';
        };
        if (c != wanted) {
            throw source.fault("'" + c + "' stands where '" + wanted + "' is due");
        }
        add(Token.Kind.OPERATOR, String.valueOf(c));
        source.skip(1);
    }

    int openBrackets() {
        return brackets.size();
    }

    void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, source.line()));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int codePoint) {
        return codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint);
    }

    private static boolean isNamePart(int codePoint) {
        return Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }
}
