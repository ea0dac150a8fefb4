package studio.athanor.engines.grammar.automaton;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the part of ECMA-262 regular expressions that describes a regular language: classes, groups, alternation,
 * quantifiers, anchors and escapes, by code points (the {@code u} flag). Look-around, back references and word boundaries
 * are refused.
 */
final class RegexParser {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_REPEAT = 10_000;

    private final int[] text;
    private final ClassEscapes escapes;
    private int at;
    private int depth;

    private RegexParser(String pattern, boolean widest) {
        text = pattern.codePoints().toArray();
        escapes = new ClassEscapes(widest);
    }

    /**
     * Parses a pattern.
     *
     * @param widest where dialects disagree on a class such as {@code \s}, take the larger set instead of the smaller
     */
    static Regex parse(String pattern, boolean widest) throws PatternException {
        RegexParser parser = new RegexParser(pattern, widest);
        Regex regex = parser.choice();
        if (parser.at < parser.text.length) {
            throw parser.malformed("has a ')' without its '('");
        }
        return regex;
    }

    private Regex choice() throws PatternException {
        if (++depth > MAX_DEPTH) {
            throw new PatternException("nests groups deeper than " + MAX_DEPTH, "Simplify the pattern.");
        }
        List<Regex> options = new ArrayList<>();
        options.add(sequence());
        while (peek() == '|') {
            at++;
            options.add(sequence());
        }
        depth--;
        return options.size() == 1 ? options.getFirst() : new Regex.Choice(options);
    }

    private Regex sequence() throws PatternException {
        List<Regex> parts = new ArrayList<>();
        while (at < text.length && peek() != '|' && peek() != ')') {
            Regex atom = atom();
            parts.add(quantified(atom));
        }
        return parts.size() == 1 ? parts.getFirst() : new Regex.Sequence(parts);
    }

    private Regex atom() throws PatternException {
        int c = text[at++];
        return switch (c) {
            case '^' -> new Regex.Start();
            case '$' -> new Regex.End();
            case '.' -> new Regex.Chars(escapes.dot());
            case '(' -> group();
            case '[' -> new Regex.Chars(charClass());
            case '\\' -> escape();
            case '*', '+', '?' -> throw malformed("has a quantifier with nothing before it");
            case '{' -> throw malformed("has a '{' with nothing to repeat before it; a literal one is written \\{");
            default -> new Regex.Chars(CodePoints.of(c));
        };
    }

    private Regex group() throws PatternException {
        if (peek() == '?') {
            at++;
            int kind = next();
            if (kind == '=' || kind == '!') {
                throw lookAround();
            }
            if (kind == '<') {
                if (peek() == '=' || peek() == '!') {
                    throw lookAround();
                }
                while (next() != '>') {
                    // the name of a group does not change the language
                }
            } else if (kind != ':') {
                throw malformed("uses a group (?" + Character.toString(kind) + " that ECMA-262 does not know");
            }
        }
        Regex inner = choice();
        if (next() != ')') {
            throw malformed("has a '(' without its ')'");
        }
        return inner;
    }

    private static PatternException lookAround() {
        return new PatternException(
                "uses a look-ahead or look-behind, which a grammar cannot hold",
                "Write the pattern without (?=, (?!, (?<= and (?<!, for example by listing what is allowed.");
    }

    private Regex escape() throws PatternException {
        int c = next();
        if (c == 'b' || c == 'B') {
            throw new PatternException(
                    "uses a word boundary \\" + Character.toString(c), "Write what stands before and after the word.");
        }
        if ((c >= '1' && c <= '9') || c == 'k') {
            throw new PatternException("uses a back reference", "Write the repeated part out.");
        }
        return new Regex.Chars(escapedSet(c, false));
    }

    private CodePoints escapedSet(int c, boolean inverted) throws PatternException {
        CodePoints shared = escapes.named(c, inverted);
        if (!shared.isEmpty()) {
            return shared;
        }
        return switch (c) {
            case 'p', 'P' -> property(c == 'P');
            case 'x' -> CodePoints.of(hex(2));
            case 'u' -> CodePoints.of(unicode());
            case 'c' -> CodePoints.of(next() & 0x1F);
            default -> {
                int control = "0tnvfr".indexOf(c);
                if (control >= 0) {
                    yield CodePoints.of("\0\t\n\u000B\f\r".charAt(control));
                }
                if (Character.isLetterOrDigit(c)) {
                    throw malformed("uses the unknown escape \\" + Character.toString(c));
                }
                yield CodePoints.of(c);
            }
        };
    }

    private CodePoints property(boolean negated) throws PatternException {
        if (next() != '{') {
            throw malformed("has \\p without {name}");
        }
        StringBuilder name = new StringBuilder();
        for (int c = next(); c != '}'; c = next()) {
            name.appendCodePoint(c);
        }
        CodePoints set = escapes.category(name.toString());
        return negated ? set.complement() : set;
    }

    private int unicode() throws PatternException {
        if (peek() == '{') {
            at++;
            int value = 0;
            for (int c = next(); c != '}'; c = next()) {
                value = value * 16 + digit(c);
                if (value > 0x10FFFF) {
                    throw malformed("names a code point beyond U+10FFFF");
                }
            }
            return notSurrogate(value);
        }
        int first = hex(4);
        if (Character.isHighSurrogate((char) first) && peek() == '\\' && at + 1 < text.length && text[at + 1] == 'u') {
            at += 2;
            int second = hex(4);
            if (Character.isLowSurrogate((char) second)) {
                return Character.toCodePoint((char) first, (char) second);
            }
        }
        return notSurrogate(first);
    }

    private int notSurrogate(int value) throws PatternException {
        if (value >= 0xD800 && value <= 0xDFFF) {
            throw malformed("names a lone surrogate");
        }
        return value;
    }

    private CodePoints charClass() throws PatternException {
        boolean inverted = peek() == '^';
        if (inverted) {
            at++;
        }
        CodePoints set = CodePoints.NONE;
        while (peek() != ']') {
            CodePoints low = classAtom(inverted);
            if (peek() == '-' && at + 1 < text.length && text[at + 1] != ']') {
                at++;
                CodePoints high = classAtom(inverted);
                int from = single(low);
                int to = single(high);
                if (from > to) {
                    throw malformed("has a class range that ends before it begins");
                }
                set = set.or(CodePoints.range(from, to));
            } else {
                set = set.or(low);
            }
        }
        at++;
        return inverted ? set.complement() : set;
    }

    private int single(CodePoints set) throws PatternException {
        if (set.ranges() != 1 || set.first(0) != set.last(0)) {
            throw malformed("has a class range whose end is itself a class");
        }
        return set.first(0);
    }

    private CodePoints classAtom(boolean inverted) throws PatternException {
        int c = next();
        if (c != '\\') {
            return CodePoints.of(c);
        }
        int escaped = next();
        return escaped == 'b' ? CodePoints.of('\b') : escapedSet(escaped, inverted);
    }

    private Regex quantified(Regex atom) throws PatternException {
        int min;
        int max;
        switch (peek()) {
            case '*' -> {
                min = 0;
                max = Regex.UNBOUNDED;
                at++;
            }
            case '+' -> {
                min = 1;
                max = Regex.UNBOUNDED;
                at++;
            }
            case '?' -> {
                min = 0;
                max = 1;
                at++;
            }
            case '{' -> {
                at++;
                min = number();
                max = min;
                if (peek() == ',') {
                    at++;
                    max = peek() == '}' ? Regex.UNBOUNDED : number();
                }
                if (next() != '}' || max < min) {
                    throw malformed("has a malformed {min,max}");
                }
            }
            default -> {
                return atom;
            }
        }
        if (peek() == '?') {
            at++;
        }
        if (atom instanceof Regex.Start || atom instanceof Regex.End) {
            throw malformed("repeats an anchor");
        }
        if ("*+?{".indexOf(peek()) >= 0) {
            throw malformed("has two quantifiers in a row");
        }
        return new Regex.Repeat(atom, min, max);
    }

    private int number() throws PatternException {
        int value = -1;
        while (peek() >= '0' && peek() <= '9') {
            value = Math.max(value, 0) * 10 + (text[at++] - '0');
            if (value > MAX_REPEAT) {
                throw new PatternException(
                        "repeats more than " + MAX_REPEAT + " times", "Use a smaller count, or maxLength.");
            }
        }
        if (value < 0) {
            throw malformed("has a '{' without a number; a literal one is written \\{");
        }
        return value;
    }

    private int hex(int digits) throws PatternException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 16 + digit(next());
        }
        return value;
    }

    private int digit(int c) throws PatternException {
        int digit = Character.digit(c, 16);
        if (digit < 0) {
            throw malformed("has an escape with a bad hexadecimal digit");
        }
        return digit;
    }

    private int peek() {
        return at < text.length ? text[at] : -1;
    }

    private int next() throws PatternException {
        if (at >= text.length) {
            throw malformed("ends too early");
        }
        return text[at++];
    }

    private PatternException malformed(String problem) {
        return new PatternException(
                problem + " (at character " + Math.min(at, text.length) + ")", "Correct the regular expression.");
    }
}
