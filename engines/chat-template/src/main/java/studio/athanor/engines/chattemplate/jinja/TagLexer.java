package studio.athanor.engines.chattemplate.jinja;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the inside of one tag into tokens. */
final class TagLexer {

    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:\\d++_)*+\\d++(?:(?:\\.(?:\\d++_)*+\\d++)?+[eE][+\\-]?(?:\\d++_)*+\\d++|\\.(?:\\d++_)*+\\d++)");
    private static final Pattern INTEGER = Pattern.compile(
            "0[bB](?:_?[01])++|0[oO](?:_?[0-7])++|0[xX](?:_?[0-9a-fA-F])++|[1-9](?:_?\\d)*+|0(?:_?0)*+");
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");
    private static final int MOST_DIGITS = 4300;

    private final String source;
    private final boolean block;
    private final Deque<Character> open = new ArrayDeque<>();
    private int position;
    private int line;

    TagLexer(String source, int position, int line, boolean block) {
        this.source = source;
        this.position = position;
        this.line = line;
        this.block = block;
    }

    /** Adds the tag's tokens and returns where its text ends. */
    int readInto(List<Token> tokens) {
        while (position < source.length()) {
            int end = open.isEmpty() ? endOfTag() : -1;
            if (end >= 0) {
                Token.Type type = block ? Token.Type.BLOCK_END : Token.Type.VARIABLE_END;
                tokens.add(new Token(type, "", null, line));
                return end;
            }
            char c = source.charAt(position);
            if (Characters.isSpace(c)) {
                if (c == '\n') {
                    line++;
                }
                position++;
            } else {
                tokens.add(token(c));
            }
        }
        return position;
    }

    private int endOfTag() {
        if (block) {
            if (source.startsWith("+%}", position)) {
                return position + 3;
            }
            if (source.startsWith("-%}", position)) {
                return skipSpaces(position + 3);
            }
            if (source.startsWith("%}", position)) {
                boolean newline = source.startsWith("\n", position + 2);
                return position + (newline ? 3 : 2);
            }
            return -1;
        }
        if (source.startsWith("-}}", position)) {
            return skipSpaces(position + 3);
        }
        return source.startsWith("}}", position) ? position + 2 : -1;
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < source.length() && Characters.isSpace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    private Token token(char c) {
        if (c >= '0' && c <= '9') {
            return number();
        }
        if (c == '\'' || c == '"') {
            return string(c);
        }
        int codePoint = source.codePointAt(position);
        if (codePoint == '_' || Character.isUnicodeIdentifierStart(codePoint)) {
            int end = position;
            while (end < source.length() && isNamePart(source.codePointAt(end))) {
                end += Character.charCount(source.codePointAt(end));
            }
            return take(Token.Type.NAME, end);
        }
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, position)) {
                balance(operator.charAt(0));
                return take(Token.Type.OPERATOR, position + operator.length());
            }
        }
        throw new SyntaxFault("unexpected char '" + Character.toString(codePoint) + "'", line);
    }

    private static boolean isNamePart(int codePoint) {
        return codePoint == '_'
                || (Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint));
    }

    private void balance(char c) {
        switch (c) {
            case '{' -> open.push('}');
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '}', ')', ']' -> {
                Character expected = open.poll();
                if (expected == null || expected != c) {
                    throw new SyntaxFault(
                            "unexpected '" + c + "'" + (expected == null ? "" : ", expected '" + expected + "'"), line);
                }
            }
            default -> {}
        }
        if (open.size() > Limits.SOURCE_DEPTH) {
            throw new SyntaxFault("Brackets nest deeper than " + Limits.SOURCE_DEPTH + " levels", line);
        }
    }

    private Token take(Token.Type type, int end) {
        Token token = new Token(type, source.substring(position, end), null, line);
        position = end;
        return token;
    }

    private Token number() {
        Matcher matcher = FLOAT.matcher(source).region(position, source.length());
        matcher.useTransparentBounds(true);
        if (matcher.lookingAt()) {
            String text = matcher.group();
            position = matcher.end();
            Value value = new FloatValue(Double.parseDouble(text.replace("_", "")));
            return new Token(Token.Type.FLOAT, text, value, line);
        }
        matcher.usePattern(INTEGER);
        if (!matcher.lookingAt()) {
            throw new SyntaxFault("unexpected char '" + source.charAt(position) + "'", line);
        }
        String text = matcher.group();
        if (text.length() > MOST_DIGITS) {
            throw new SyntaxFault("A number has more than " + MOST_DIGITS + " digits", line);
        }
        position = matcher.end();
        return new Token(Token.Type.INTEGER, text, new IntValue(integer(text.replace("_", ""))), line);
    }

    private static BigInteger integer(String text) {
        if (text.length() > 2) {
            switch (text.charAt(1)) {
                case 'b', 'B' -> {
                    return new BigInteger(text.substring(2), 2);
                }
                case 'o', 'O' -> {
                    return new BigInteger(text.substring(2), 8);
                }
                case 'x', 'X' -> {
                    return new BigInteger(text.substring(2), 16);
                }
                default -> {}
            }
        }
        return new BigInteger(text);
    }

    private Token string(char quote) {
        int start = position + 1;
        int end = start;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw new SyntaxFault("A string is not closed", line);
        }
        String body = source.substring(start, end);
        Token token = new Token(Token.Type.STRING, new StringEscapes(body, line).decode(), null, line);
        line += (int) body.chars().filter(c -> c == '\n').count();
        position = end + 1;
        return token;
    }
}
