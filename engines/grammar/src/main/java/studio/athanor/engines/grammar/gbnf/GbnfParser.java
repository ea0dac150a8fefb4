package studio.athanor.engines.grammar.gbnf;

import java.util.ArrayList;
import java.util.List;
import studio.athanor.engines.grammar.automaton.CodePoints;

/** Reads GBNF text into rules, with the syntax and the limits of llama.cpp 0.5. */
final class GbnfParser {

    private static final int MAX_CHARACTERS = 8 * 1024 * 1024;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_REPETITION = 2_000;

    private final int[] text;
    private final Rules rules = new Rules();
    private int at;
    private int line = 1;
    private int depth;

    private GbnfParser(String gbnf) {
        text = gbnf.codePoints().toArray();
    }

    static Rules parse(String gbnf) throws GbnfException {
        if (gbnf.length() > MAX_CHARACTERS) {
            throw new GbnfException(1, "it is longer than " + MAX_CHARACTERS + " characters", "Shorten it.");
        }
        if (gbnf.indexOf('\0') >= 0) {
            throw new GbnfException(
                    (int) gbnf.substring(0, gbnf.indexOf('\0') + 1).lines().count(),
                    "it contains a NUL character",
                    "Write \\x00 instead.");
        }
        GbnfParser parser = new GbnfParser(gbnf);
        parser.space(true);
        while (parser.peek() >= 0) {
            parser.rule();
        }
        return parser.rules;
    }

    private void rule() throws GbnfException {
        int start = line;
        String name = name();
        space(false);
        int rule = rules.named(name, start);
        for (char c : "::=".toCharArray()) {
            if (next() != c) {
                throw wrong("expected ::= after the rule name " + name);
            }
        }
        space(true);
        List<List<Element>> alternatives = alternatives(name, false);
        rules.define(rule, alternatives, start);
        if (peek() >= 0 && peek() != '\n' && peek() != '\r') {
            throw wrong("unexpected '" + Character.toString(peek()) + "'");
        }
        space(true);
    }

    private List<List<Element>> alternatives(String name, boolean nested) throws GbnfException {
        if (++depth > MAX_DEPTH) {
            throw wrong("groups nest deeper than " + MAX_DEPTH);
        }
        List<List<Element>> alternatives = new ArrayList<>();
        alternatives.add(sequence(name, nested));
        while (peek() == '|') {
            at++;
            space(true);
            alternatives.add(sequence(name, nested));
        }
        depth--;
        return alternatives;
    }

    private List<Element> sequence(String name, boolean nested) throws GbnfException {
        List<Element> sequence = new ArrayList<>();
        int last = 0;
        long written = 1;
        while (peek() >= 0) {
            int c = peek();
            if ("*+?{".indexOf(c) >= 0) {
                written = repetition(name, sequence, last, written, nested);
                continue;
            }
            int mark = sequence.size();
            int before = rules.size();
            if (!item(c, name, sequence)) {
                return sequence;
            }
            last = mark;
            written = c == '(' ? Math.max(1, rules.size() - before) : 1;
            space(nested);
        }
        return sequence;
    }

    private boolean item(int c, String name, List<Element> sequence) throws GbnfException {
        if (c == '"') {
            at++;
            while (peek() != '"') {
                sequence.add(new Element.Terminal(CodePoints.of(character())));
            }
            at++;
        } else if (c == '[') {
            sequence.add(new Element.Terminal(charClass()));
        } else if (c == '<' || c == '!') {
            token();
            sequence.add(new Element.Token());
        } else if (isWord(c)) {
            int start = line;
            sequence.add(new Element.Ref(rules.named(name(), start)));
        } else if (c == '(') {
            int start = line;
            at++;
            space(true);
            int group = rules.unnamed(name, start);
            rules.define(group, alternatives(name, true), start);
            if (next() != ')') {
                throw wrong("expected ')'");
            }
            sequence.add(new Element.Ref(group));
        } else if (c == '.') {
            at++;
            sequence.add(new Element.Terminal(CodePoints.ALL));
        } else {
            return false;
        }
        return true;
    }

    private long repetition(String name, List<Element> sequence, int last, long written, boolean nested)
            throws GbnfException {
        int start = line;
        int kind = next();
        space(nested);
        int min = kind == '+' ? 1 : 0;
        int max = kind == '?' ? 1 : -1;
        if (kind == '{') {
            min = count();
            space(nested);
            max = min;
            if (peek() == ',') {
                at++;
                space(nested);
                max = isDigit(peek()) ? count() : -1;
                space(nested);
            }
            if (next() != '}') {
                throw wrong("expected '}'");
            }
            space(nested);
        }
        if (min > MAX_REPETITION || max > MAX_REPETITION) {
            throw new GbnfException(
                    start,
                    "repeats more than " + MAX_REPETITION + " times, which llama.cpp does not hold to",
                    "Use a smaller count, or nest repetitions of named rules.");
        }
        if (max >= 0 && max < min) {
            throw new GbnfException(start, "repeats at least " + min + " and at most " + max + " times", "Swap them.");
        }
        if (last == sequence.size()) {
            throw new GbnfException(start, "nothing stands before the repetition", "Put an item before it.");
        }
        long total = max > 0 ? max : Math.max(min, 1);
        if (written * total > MAX_REPETITION) {
            throw new GbnfException(
                    start,
                    "a repetition inside a repetition multiplies to more than " + MAX_REPETITION,
                    "Give the inner part a rule of its own.");
        }
        repeat(name, sequence, last, min, max, start);
        return written * total;
    }

    private void repeat(String name, List<Element> sequence, int last, int min, int max, int start)
            throws GbnfException {
        List<Element> item = List.copyOf(sequence.subList(last, sequence.size()));
        if (min == 0) {
            sequence.subList(last, sequence.size()).clear();
        }
        for (int i = 1; i < min; i++) {
            sequence.addAll(item);
        }
        int optional = max < 0 ? 1 : max - min;
        int previous = -1;
        for (int i = 0; i < optional; i++) {
            int rule = rules.unnamed(name, start);
            List<Element> more = new ArrayList<>(item);
            if (max < 0) {
                more.add(new Element.Ref(rule));
            } else if (previous >= 0) {
                more.add(new Element.Ref(previous));
            }
            rules.define(rule, List.of(more, List.of()), start);
            previous = rule;
        }
        if (previous >= 0) {
            sequence.add(new Element.Ref(previous));
        }
    }

    private CodePoints charClass() throws GbnfException {
        at++;
        boolean negated = peek() == '^';
        if (negated) {
            at++;
        }
        CodePoints set = CodePoints.NONE;
        boolean any = false;
        while (peek() != ']') {
            int first = character();
            int last = first;
            if (peek() == '-' && at + 1 < text.length && text[at + 1] != ']') {
                at++;
                last = character();
            }
            set = set.or(CodePoints.range(first, last));
            any = true;
        }
        at++;
        if (!any) {
            throw wrong("a character class is empty");
        }
        return negated ? set.complement() : set;
    }

    private int character() throws GbnfException {
        int c = next();
        if (c < 0) {
            throw wrong("the text ends inside quotes or brackets");
        }
        if (c != '\\') {
            return c;
        }
        int escaped = next();
        return switch (escaped) {
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            case 'U' -> hex(8);
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case '\\', '"', '[', ']', '-' -> escaped;
            default -> throw wrong("unknown escape \\" + (escaped < 0 ? "" : Character.toString(escaped)));
        };
    }

    private int hex(int digits) throws GbnfException {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("expected " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw wrong("a code point is beyond U+10FFFF");
        }
        return (int) value;
    }

    private void token() throws GbnfException {
        if (peek() == '!') {
            at++;
        }
        if (next() != '<') {
            throw wrong("expected '<' of a token");
        }
        int length = 0;
        for (int c = next(); c != '>'; c = next()) {
            if (c < 0 || c == '\n') {
                throw wrong("a token has no '>'");
            }
            length++;
        }
        if (length == 0) {
            throw wrong("a token is empty");
        }
    }

    private int count() throws GbnfException {
        if (!isDigit(peek())) {
            throw wrong("expected a count");
        }
        int value = 0;
        while (isDigit(peek())) {
            value = Math.min(value * 10 + (next() - '0'), 1_000_000);
        }
        return value;
    }

    private String name() throws GbnfException {
        int start = at;
        while (isWord(peek())) {
            at++;
        }
        if (start == at) {
            throw wrong(peek() < 0 ? "expected a rule" : "unexpected '" + Character.toString(peek()) + "'");
        }
        return new String(text, start, at - start);
    }

    private void space(boolean acrossLines) {
        while (peek() == ' ' || peek() == '\t' || peek() == '#' || (acrossLines && isLineEnd(peek()))) {
            if (peek() == '#') {
                while (peek() >= 0 && !isLineEnd(peek())) {
                    at++;
                }
            } else {
                next();
            }
        }
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || isDigit(c);
    }

    private int peek() {
        return at < text.length ? text[at] : -1;
    }

    private int next() {
        if (at >= text.length) {
            return -1;
        }
        if (text[at] == '\n') {
            line++;
        }
        return text[at++];
    }

    private GbnfException wrong(String problem) {
        return new GbnfException(line, problem, "Correct the grammar there.");
    }
}
