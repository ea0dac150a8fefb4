package studio.athanor.data.check.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads text literals. A formatted one is read in turns: its text here, its fields as tokens by the {@link Lexer}, until the
 * field's brace closes or its colon begins a format.
 */
final class TextLexer {

    private static final Set<String> PREFIXES = Set.of("", "r", "u", "b", "br", "rb", "f", "fr", "rf", "t", "tr", "rt");

    /** How many fields may stand in each other, the inner in the format of the outer. */
    private static final int MOST_FIELDS = 3;

    private final Source source;
    private final Lexer lexer;
    private final List<Place> places = new ArrayList<>();

    /**
     * A literal.
     *
     * @param quote what ends it
     */
    private record Literal(String quote, boolean raw, boolean bytes, int line) {
        boolean ofLines() {
            return quote.length() == 3;
        }
    }

    private enum Part {
        TEXT,
        FIELD,
        FORMAT
    }

    /**
     * Where reading is in a formatted literal.
     *
     * @param brackets how many are open, the field's brace included
     */
    private record Place(Literal literal, Part part, int brackets) {}

    TextLexer(Source source, Lexer lexer) {
        this.source = source;
        this.lexer = lexer;
    }

    static boolean isPrefix(String name) {
        return name.length() <= 2 && PREFIXES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns whether text comes next, not tokens. */
    boolean readsText() {
        return !places.isEmpty() && places.getLast().part() != Part.FIELD;
    }

    /** Begins a literal; the source is at its prefix. */
    void begin(String prefix) throws PythonFault {
        String kind = prefix.toLowerCase(Locale.ROOT);
        int line = source.line();
        source.skip(prefix.length());
        String one = String.valueOf(source.peek(0));
        String quote = source.startsWith(one.repeat(3)) ? one.repeat(3) : one;
        Literal literal = new Literal(quote, kind.contains("r"), kind.contains("b"), line);
        boolean formatted = kind.contains("f");
        if (formatted || kind.contains("t")) {
            lexer.add(formatted ? Token.Kind.FORMATTED : Token.Kind.TEMPLATE, prefix + quote);
            source.skip(quote.length());
            places.add(new Place(literal, Part.TEXT, lexer.openBrackets()));
            return;
        }
        lexer.add(literal.bytes() ? Token.Kind.BYTES : Token.Kind.STRING, prefix + quote + "…" + quote);
        source.skip(quote.length());
        while (!source.startsWith(quote)) {
            plain(literal);
        }
        source.skip(quote.length());
    }

    /** Reads a character of a formatted literal's text or of a field's format. */
    void step() throws PythonFault {
        Place place = places.getLast();
        Literal literal = place.literal();
        char c = source.peek(0);
        if (!source.ended() && source.startsWith(literal.quote())) {
            endOf(place);
        } else if (!source.ended() && c == '{') {
            if (place.part() == Part.TEXT && source.peek(1) == '{') {
                source.skip(2);
            } else {
                field(literal);
            }
        } else if (!source.ended() && c == '}') {
            brace(place);
        } else if (c == '\\' && (source.peek(1) == '{' || source.peek(1) == '}')) {
            source.skip(1);
        } else {
            plain(literal);
        }
    }

    private void endOf(Place place) throws PythonFault {
        if (place.part() == Part.FORMAT) {
            throw source.fault("a field of a formatted text is not closed with '}'");
        }
        lexer.add(Token.Kind.TEXT_END, place.literal().quote());
        source.skip(place.literal().quote().length());
        places.removeLast();
    }

    private void field(Literal literal) throws PythonFault {
        int within = openFields();
        if (within >= MOST_FIELDS) {
            throw source.fault("fields of a formatted text nest too deeply");
        }
        lexer.open('{');
        places.add(new Place(literal, Part.FIELD, lexer.openBrackets()));
    }

    /** Returns how many fields of the innermost literal are open. */
    private int openFields() {
        int fields = 0;
        for (int i = places.size() - 1; places.get(i).part() != Part.TEXT; i--) {
            fields += places.get(i).part() == Part.FIELD ? 1 : 0;
        }
        return fields;
    }

    private void brace(Place place) throws PythonFault {
        if (place.part() == Part.FORMAT) {
            places.removeLast();
        } else if (source.peek(1) == '}') {
            source.skip(2);
        } else {
            throw source.fault("a single '}' in a formatted text; write '}}'");
        }
    }

    /** Takes an operator that ends the expression of a field. */
    boolean operator(char c) throws PythonFault {
        if (places.isEmpty() || lexer.openBrackets() != places.getLast().brackets()) {
            return false;
        }
        switch (c) {
            case '}' -> {
                lexer.close('}');
                places.removeLast();
            }
            case ':' -> {
                lexer.add(Token.Kind.OPERATOR, ":");
                source.skip(1);
                places.add(new Place(places.getLast().literal(), Part.FORMAT, lexer.openBrackets()));
            }
            case '!' -> {
                if (source.peek(1) == '=') {
                    return false;
                }
                lexer.add(Token.Kind.OPERATOR, "!");
                source.skip(1);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void plain(Literal literal) throws PythonFault {
        char c = source.peek(0);
        if (source.ended() || (c == '\n' && !literal.ofLines())) {
            throw new PythonFault(literal.line(), "a text literal is not closed");
        }
        if (c == '\\') {
            Escapes.skip(source, literal.raw(), literal.bytes());
        } else if (literal.bytes() && c >= 128) {
            throw source.fault("bytes can only hold ASCII characters as they are");
        } else {
            source.skip(1);
        }
    }
}
