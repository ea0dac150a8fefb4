package studio.athanor.engines.chattemplate.jinja;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Filters for markup and addresses. */
final class MarkupFilters {

    private static final Pattern TAG = Pattern.compile("<!--.*?-->|<[^>]*+>", Pattern.DOTALL);
    private static final String UNRESERVED = "-._~";

    private MarkupFilters() {}

    static void define(Map<String, Filters.Filter> filters) {
        filters.put("escape", (interpreter, input, _) -> escape(interpreter, input, false));
        filters.put("e", (interpreter, input, _) -> escape(interpreter, input, false));
        filters.put("forceescape", (interpreter, input, _) -> escape(interpreter, input, true));
        filters.put("safe", (interpreter, input, _) -> new TextValue(interpreter.str(input), true));
        filters.put("striptags", (interpreter, input, _) -> {
            String bare = TAG.matcher(interpreter.str(input)).replaceAll("");
            List<String> words = List.of(
                    Characters.stripLeading(Characters.stripTrailing(bare)).split("\\s+"));
            return new TextValue(unescape(TextSearch.join(interpreter, words, " ")));
        });
        filters.put("urlencode", MarkupFilters::urlEncode);
        filters.put("xmlattr", MarkupFilters::attributes);
    }

    private static Value escape(Interpreter interpreter, Value input, boolean force) {
        if (input instanceof TextValue text && text.safe() && !force) {
            return text;
        }
        String text = interpreter.str(input);
        interpreter.budget().chars(text.length() * 2L);
        return new TextValue(Markup.escape(text), true);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", "\u00a0")
                .replace("&amp;", "&");
    }

    private static Value urlEncode(Interpreter interpreter, Value input, Arguments arguments) {
        arguments.bind("urlencode");
        List<Value> pairs;
        if (input instanceof DictValue dict) {
            pairs = new DictViewValue(dict, DictViewValue.Part.ITEMS).items();
        } else if (input instanceof SequenceValue sequence) {
            pairs = sequence.items();
        } else {
            return interpreter.text(quote(interpreter.str(input), "/", false));
        }
        List<String> encoded = new ArrayList<>();
        for (Value pair : pairs) {
            List<Value> parts = interpreter.items(pair);
            if (parts.size() != 2) {
                throw Fault.failed("not enough values to unpack (expected 2, got " + parts.size() + ")");
            }
            encoded.add(quote(interpreter.str(parts.get(0)), "", true) + "="
                    + quote(interpreter.str(parts.get(1)), "", true));
        }
        return new TextValue(TextSearch.join(interpreter, encoded, "&"));
    }

    private static String quote(String text, String safe, boolean plusForSpace) {
        StringBuilder quoted = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || UNRESERVED.indexOf(c) >= 0 || safe.indexOf(c) >= 0) {
                quoted.append(c);
            } else if (c == ' ' && plusForSpace) {
                quoted.append('+');
            } else {
                quoted.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return quoted.toString();
    }

    private static Value attributes(Interpreter interpreter, Value input, Arguments arguments) {
        boolean space = arguments.bind("xmlattr", "autospace").truth(0, true);
        if (!(input instanceof DictValue dict)) {
            throw Fault.failed("'" + input.typeName() + " object' has no attribute 'items'");
        }
        List<String> attributes = new ArrayList<>();
        for (DictValue.Entry entry : dict.entries()) {
            if (entry.value() == NoneValue.NONE || entry.value() instanceof UndefinedValue) {
                continue;
            }
            String key = interpreter.str(entry.key());
            if (key.chars().anyMatch(c -> c == '/' || c == '>' || c == '=' || (c < 128 && Characters.isSpace(c)))) {
                throw Fault.failed("Invalid character in attribute name: " + Representation.quote(key));
            }
            attributes.add(
                    Markup.escape(key) + "=\"" + Markup.escape(TextFilters.soft(interpreter, entry.value())) + "\"");
        }
        String joined = TextSearch.join(interpreter, attributes, " ");
        return new TextValue(space && !joined.isEmpty() ? " " + joined : joined);
    }
}
