package studio.athanor.engines.grammar;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.grammar.automaton.CodePoints;
import studio.athanor.engines.grammar.rules.RuleLimitException;
import studio.athanor.engines.grammar.rules.RuleSet;
import studio.athanor.engines.grammar.rules.Symbol;

/** The small rules that all values share: white space, literals, characters of strings. */
final class Tokens {

    private static final int INDENTATION = 24;
    private static final CodePoints HEX = CodePoints.anyOf("0123456789abcdefABCDEF");

    /** What stands in a string as itself; DEL is legal but nothing writes it. */
    static final CodePoints RAW = CodePoints.range(0x20, 0x10FFFF).minus(CodePoints.anyOf("\"\\\u007F"));

    private final RuleSet rules;
    private final GrammarOptions options;
    private final Map<String, String> shared = new HashMap<>();

    Tokens(RuleSet rules, GrammarOptions options) {
        this.rules = rules;
        this.options = options;
    }

    private interface Body {
        List<List<Symbol>> alternatives() throws RuleLimitException;
    }

    private String shared(String name, Body body) throws RuleLimitException {
        String rule = shared.get(name);
        if (rule == null) {
            rule = rules.define(name, body.alternatives());
            shared.put(name, rule);
        }
        return rule;
    }

    /** Appends the white space that may stand around brackets and after commas. */
    void gap(List<Symbol> symbols) throws RuleLimitException {
        if (options.layout() == GrammarOptions.Layout.FLEXIBLE) {
            String blank = shared("blank", () -> List.of(List.of(new Symbol.Literal(" "))));
            symbols.add(new Symbol.Ref(shared(
                    "gap",
                    () -> List.of(
                            List.of(),
                            List.of(new Symbol.Literal(" ")),
                            List.of(new Symbol.Literal("\n"), new Symbol.Repeat(blank, 0, INDENTATION))))));
        }
    }

    /** Appends a colon and the space that may follow. */
    void colon(List<Symbol> symbols) throws RuleLimitException {
        symbols.add(new Symbol.Literal(":"));
        if (options.layout() == GrammarOptions.Layout.FLEXIBLE) {
            String blank = shared("blank", () -> List.of(List.of(new Symbol.Literal(" "))));
            symbols.add(new Symbol.Repeat(blank, 0, 1));
        }
    }

    /** Returns the opening of a bracket with what may follow. */
    List<Symbol> open(String bracket) throws RuleLimitException {
        List<Symbol> symbols = new ArrayList<>(List.of(new Symbol.Literal(bracket)));
        gap(symbols);
        return symbols;
    }

    /** Returns a comma with what may follow. */
    List<Symbol> comma() throws RuleLimitException {
        return open(",");
    }

    /** Returns the end of a bracket that holds something. */
    List<Symbol> close(String bracket) throws RuleLimitException {
        List<Symbol> symbols = new ArrayList<>();
        gap(symbols);
        symbols.add(new Symbol.Literal(bracket));
        return symbols;
    }

    String booleans() throws RuleLimitException {
        return shared(
                "boolean", () -> List.of(List.of(new Symbol.Literal("true")), List.of(new Symbol.Literal("false"))));
    }

    /** Returns the rule of one code point inside a string, written raw or escaped. */
    String character() throws RuleLimitException {
        return shared(
                "char",
                () -> List.of(
                        List.of(new Symbol.Chars(RAW)), List.of(new Symbol.Literal("\\"), new Symbol.Ref(escape()))));
    }

    private String escape() throws RuleLimitException {
        String hex = shared("hex", () -> List.of(List.of(new Symbol.Chars(HEX))));
        CodePoints letters = CodePoints.anyOf("abcefABCEF123456789");
        List<List<Symbol>> unicode = new ArrayList<>();
        unicode.add(List.of(new Symbol.Chars(letters), new Symbol.Repeat(hex, 3, 3)));
        // no U+0000, which no program expects in a text; surrogates only in pairs
        unicode.add(List.of(
                new Symbol.Literal("0"),
                new Symbol.Chars(CodePoints.anyOf("abcdefABCDEF123456789")),
                new Symbol.Repeat(hex, 2, 2)));
        unicode.add(List.of(
                new Symbol.Literal("00"),
                new Symbol.Chars(CodePoints.anyOf("abcdefABCDEF123456789")),
                new Symbol.Ref(hex)));
        unicode.add(List.of(
                new Symbol.Chars(CodePoints.anyOf("dD")),
                new Symbol.Chars(CodePoints.range('0', '7')),
                new Symbol.Repeat(hex, 2, 2)));
        unicode.add(List.of(
                new Symbol.Chars(CodePoints.anyOf("dD")),
                new Symbol.Chars(CodePoints.anyOf("89abAB")),
                new Symbol.Repeat(hex, 2, 2),
                new Symbol.Literal("\\u"),
                new Symbol.Chars(CodePoints.anyOf("dD")),
                new Symbol.Chars(CodePoints.anyOf("cdefCDEF")),
                new Symbol.Repeat(hex, 2, 2)));
        String code = shared("code", () -> unicode);
        return shared(
                "escape",
                () -> List.of(
                        List.of(new Symbol.Chars(CodePoints.anyOf("\"\\/bfnrt"))),
                        List.of(new Symbol.Literal("u"), new Symbol.Ref(code))));
    }

    /** Returns the symbols of one fixed value, with white space where it has brackets. */
    List<Symbol> literal(JsonElement value) throws SchemaException, RuleLimitException {
        List<Symbol> symbols = new ArrayList<>();
        append(value, symbols);
        return symbols;
    }

    private void append(JsonElement value, List<Symbol> symbols) throws SchemaException, RuleLimitException {
        if (value instanceof JsonArray array) {
            symbols.add(new Symbol.Literal("["));
            for (int i = 0; i < array.size(); i++) {
                symbols.add(new Symbol.Literal(i == 0 ? "" : ","));
                gap(symbols);
                append(array.get(i), symbols);
            }
            if (!array.isEmpty()) {
                gap(symbols);
            }
            symbols.add(new Symbol.Literal("]"));
        } else if (value instanceof JsonObject object) {
            symbols.add(new Symbol.Literal("{"));
            boolean first = true;
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                symbols.add(new Symbol.Literal(first ? "" : ","));
                first = false;
                gap(symbols);
                symbols.add(new Symbol.Literal(quoted(entry.getKey())));
                colon(symbols);
                append(entry.getValue(), symbols);
            }
            if (!first) {
                gap(symbols);
            }
            symbols.add(new Symbol.Literal("}"));
        } else {
            symbols.add(new Symbol.Literal(scalar(value)));
        }
    }

    /** Returns a value without brackets as JSON text. */
    static String scalar(JsonElement value) throws SchemaException {
        return value instanceof JsonPrimitive primitive && primitive.isString()
                ? quoted(primitive.getAsString())
                : value.toString();
    }

    /** Returns a text as a JSON string with the escapes that JSON requires and no others. */
    static String quoted(String text) throws SchemaException {
        StringBuilder json = new StringBuilder("\"");
        for (int codePoint : text.codePoints().toArray()) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new SchemaException(
                        "", "names a text with half a surrogate pair, which UTF-8 cannot hold", "Correct that text.");
            }
            int at = "\"\\\b\f\n\r\t".indexOf(codePoint);
            if (at >= 0) {
                json.append('\\').append("\"\\bfnrt".charAt(at));
            } else if (codePoint < 0x20) {
                json.append(String.format("\\u%04x", codePoint));
            } else {
                json.appendCodePoint(codePoint);
            }
        }
        return json.append('"').toString();
    }
}
