package studio.athanor.engines.grammar.rules;

import java.util.List;
import studio.athanor.engines.grammar.automaton.CodePoints;

/** Writes rules in llama.cpp's GBNF, as ASCII. */
final class GbnfText {

    private final StringBuilder out;

    GbnfText(StringBuilder out) {
        this.out = out;
    }

    void rule(String name, List<List<Symbol>> alternatives) {
        out.append(name).append(" ::= ");
        for (int i = 0; i < alternatives.size(); i++) {
            out.append(i == 0 ? "" : " | ");
            sequence(alternatives.get(i));
        }
        out.append('\n');
    }

    private void sequence(List<Symbol> symbols) {
        StringBuilder literal = new StringBuilder();
        boolean first = true;
        for (int i = 0; i < symbols.size(); i++) {
            if (symbols.get(i) instanceof Symbol.Literal(String text)) {
                literal.append(text);
                boolean more = i + 1 < symbols.size() && symbols.get(i + 1) instanceof Symbol.Literal;
                if (more || (literal.isEmpty() && symbols.size() > 1)) {
                    continue;
                }
            }
            if (!first) {
                out.append(' ');
            }
            first = false;
            switch (symbols.get(i)) {
                case Symbol.Literal _ -> {
                    literal(literal);
                    literal.setLength(0);
                }
                case Symbol.Chars(CodePoints set) -> chars(set);
                case Symbol.Ref(String rule) -> out.append(rule);
                case Symbol.Repeat repeat -> repeat(repeat);
            }
        }
        if (first) {
            out.append("\"\"");
        }
    }

    private void repeat(Symbol.Repeat repeat) {
        out.append(repeat.rule());
        if (repeat.max() == Symbol.UNBOUNDED) {
            if (repeat.min() == 0) {
                out.append('*');
            } else if (repeat.min() == 1) {
                out.append('+');
            } else {
                out.append('{').append(repeat.min()).append(",}");
            }
        } else if (repeat.min() == repeat.max()) {
            out.append('{').append(repeat.min()).append('}');
        } else if (repeat.max() == 1) {
            out.append('?');
        } else {
            out.append('{')
                    .append(repeat.min())
                    .append(',')
                    .append(repeat.max())
                    .append('}');
        }
    }

    private void literal(CharSequence text) {
        out.append('"');
        text.codePoints().forEach(c -> codePoint(c, "\"\\"));
        out.append('"');
    }

    private void chars(CodePoints set) {
        out.append('[');
        for (int i = 0; i < set.ranges(); i++) {
            codePoint(set.first(i), "[]\\-");
            if (set.last(i) > set.first(i)) {
                if (set.last(i) > set.first(i) + 1) {
                    out.append('-');
                }
                codePoint(set.last(i), "[]\\-");
            }
        }
        out.append(']');
    }

    private void codePoint(int c, String escaped) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '^' -> out.append(escaped.length() > 2 ? "\\x5E" : "^");
            default -> {
                if (escaped.indexOf(c) >= 0) {
                    out.append('\\').append((char) c);
                } else if (c >= 0x20 && c < 0x7F) {
                    out.append((char) c);
                } else if (c < 0x100) {
                    out.append(String.format("\\x%02X", c));
                } else {
                    out.append(c < 0x10000 ? String.format("\\u%04X", c) : String.format("\\U%08X", c));
                }
            }
        }
    }
}
