package studio.athanor.engines.chattemplate.answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import studio.athanor.engines.chattemplate.answer.CallReader.Found;
import studio.athanor.engines.chattemplate.answer.CallReader.Unreadable;

/**
 * Calls in Python's syntax, {@code [f(a=1, b='x')]} (LFM2, Llama 4), and with braces, {@code f{a:1,b:<|"|>x<|"|>}}
 * (Gemma 4).
 */
final class LooseValues {

    private static final int DEEPEST = 50;
    private static final String TOKEN_QUOTE = "<|\"|>";

    private final String text;
    private int position;

    private LooseValues(String text) {
        this.text = text;
    }

    static List<Found> pythonCalls(String text) throws Unreadable {
        LooseValues values = new LooseValues(text.strip());
        boolean list = values.skip("[");
        List<Found> calls = new ArrayList<>();
        do {
            if (list && values.at("]")) {
                break;
            }
            String name = values.word();
            values.expect("(");
            calls.add(Found.of(
                    name.endsWith(".call") ? name.substring(0, name.length() - 5) : name, values.entries("=", ")", 0)));
        } while (values.skip(",") || values.skip(";"));
        if (list) {
            values.expect("]");
        }
        values.expectEnd();
        return calls;
    }

    static Found braceCall(String text) throws Unreadable {
        LooseValues values = new LooseValues(text.strip());
        String name = values.word();
        values.expect("{");
        JsonObject arguments = values.entries(":", "}", 0);
        values.expectEnd();
        return Found.of(name, arguments);
    }

    private JsonObject entries(String separator, String close, int depth) throws Unreadable {
        JsonObject object = new JsonObject();
        while (!skip(close)) {
            String key = atQuote() ? string() : word();
            expect(separator);
            object.add(key, value(depth + 1));
            if (!skip(",")) {
                expect(close);
                break;
            }
        }
        return object;
    }

    private JsonElement value(int depth) throws Unreadable {
        if (depth > DEEPEST) {
            throw new Unreadable();
        }
        if (atQuote()) {
            return new JsonPrimitive(string());
        }
        if (skip("{")) {
            return entries(":", "}", depth);
        }
        if (at("[") || at("(")) {
            String close = at("[") ? "]" : ")";
            position++;
            JsonArray items = new JsonArray();
            while (!skip(close)) {
                items.add(value(depth + 1));
                if (!skip(",")) {
                    expect(close);
                    break;
                }
            }
            return items;
        }
        return atom();
    }

    private JsonElement atom() throws Unreadable {
        int start = position;
        while (position < text.length() && ",]})".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String atom = text.substring(start, position).strip();
        return switch (atom) {
            case "True", "true" -> new JsonPrimitive(true);
            case "False", "false" -> new JsonPrimitive(false);
            case "None", "null" -> JsonNull.INSTANCE;
            default -> {
                if (!atom.matches("[+-]?(?:\\d{1,100}(?:\\.\\d{0,100})?|\\.\\d{1,100})(?:[eE][+-]?\\d{1,3})?")) {
                    throw new Unreadable();
                }
                yield atom.matches("[+-]?\\d+")
                        ? new JsonPrimitive(new BigDecimal(atom).toBigInteger())
                        : new JsonPrimitive(Double.parseDouble(atom));
            }
        };
    }

    private boolean atQuote() {
        return at("\"") || at("'") || at(TOKEN_QUOTE);
    }

    private String string() throws Unreadable {
        String quote = at(TOKEN_QUOTE) ? TOKEN_QUOTE : text.substring(position, position + 1);
        position += quote.length();
        if (quote.equals(TOKEN_QUOTE)) {
            int end = text.indexOf(TOKEN_QUOTE, position);
            if (end < 0) {
                throw new Unreadable();
            }
            String string = text.substring(position, end);
            position = end + quote.length();
            return string;
        }
        StringBuilder string = new StringBuilder();
        while (position < text.length() && !text.startsWith(quote, position)) {
            char c = text.charAt(position++);
            string.append(c == '\\' && position < text.length() ? escape() : String.valueOf(c));
        }
        if (position >= text.length()) {
            throw new Unreadable();
        }
        position++;
        return string.toString();
    }

    private String escape() throws Unreadable {
        char c = text.charAt(position++);
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'u' -> {
                if (position + 4 > text.length()
                        || !text.substring(position, position + 4).matches("[0-9a-fA-F]{4}")) {
                    throw new Unreadable();
                }
                position += 4;
                yield String.valueOf((char) Integer.parseInt(text.substring(position - 4, position), 16));
            }
            default -> String.valueOf(c);
        };
    }

    private String word() throws Unreadable {
        skipSpace();
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || "_.-$".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        if (start == position) {
            throw new Unreadable();
        }
        return text.substring(start, position);
    }

    private boolean at(String part) {
        skipSpace();
        return text.startsWith(part, position);
    }

    private boolean skip(String part) {
        boolean found = at(part);
        position += found ? part.length() : 0;
        return found;
    }

    private void expect(String part) throws Unreadable {
        if (!skip(part)) {
            throw new Unreadable();
        }
    }

    private void expectEnd() throws Unreadable {
        skipSpace();
        if (position < text.length()) {
            throw new Unreadable();
        }
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
