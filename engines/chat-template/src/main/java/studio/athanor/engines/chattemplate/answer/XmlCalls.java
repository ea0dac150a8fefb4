package studio.athanor.engines.chattemplate.answer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.chattemplate.answer.CallReader.Found;
import studio.athanor.engines.chattemplate.answer.CallReader.Unreadable;

/**
 * Calls as tags: {@code <function=NAME><parameter=KEY>VALUE</parameter></function>} (Qwen, Seed, Step), {@code <invoke
 * name="NAME"><parameter name="KEY">VALUE</parameter></invoke>} (MiniMax, DeepSeek with a prefix in each tag) and {@code
 * NAME<arg_key>KEY</arg_key><arg_value>VALUE</arg_value>} (GLM).
 */
final class XmlCalls {

    private static final String PREFIX = "([^\\s<>/]{0,40}?)";
    private static final String NAME = "\"?([^\">]+)\"?";
    private static final Pattern FUNCTION =
            Pattern.compile("<" + PREFIX + "(function|invoke|call)(?:=| name=| tool=)" + NAME + "[^>]*>");
    private static final Pattern PARAMETER =
            Pattern.compile("<" + PREFIX + "(parameter|param|argument)(?:=| name=| key=)" + NAME + "([^>]*)>");
    private static final Pattern ELEMENT = Pattern.compile("<()([\\w.\\-]+)>");

    private final ArgumentTypes types;

    XmlCalls(ArgumentTypes types) {
        this.types = types;
    }

    static boolean holdsFunctions(String text) {
        return FUNCTION.matcher(text).find();
    }

    List<Found> functions(String text) throws Unreadable {
        List<Found> calls = new ArrayList<>();
        Matcher function = FUNCTION.matcher(text);
        int position = 0;
        while (function.find(position)) {
            String close = "</" + function.group(1) + function.group(2) + ">";
            int end = text.indexOf(close, function.end());
            String name = function.group(3).strip();
            String body = end < 0 ? text.substring(function.end()) : text.substring(function.end(), end);
            calls.add(Found.of(name, parameters(name, body)));
            if (end < 0) {
                break;
            }
            position = end + close.length();
        }
        if (calls.isEmpty()) {
            throw new Unreadable();
        }
        return calls;
    }

    private JsonObject parameters(String tool, String body) throws Unreadable {
        if (body.strip().startsWith("{")) {
            return CallReader.object(body.strip());
        }
        JsonObject arguments = new JsonObject();
        boolean named = PARAMETER.matcher(body).find();
        Matcher parameter = (named ? PARAMETER : ELEMENT).matcher(body);
        int position = 0;
        while (parameter.find(position)) {
            String close = "</" + parameter.group(1) + parameter.group(2) + ">";
            int end = body.indexOf(close, parameter.end());
            if (end < 0) {
                throw new Unreadable();
            }
            String key = parameter.group(named ? 3 : 2).strip();
            String attributes = named ? parameter.group(4) : "";
            boolean string = attributes.contains("string=\"true\"") || attributes.contains("type=\"string\"");
            String value = withoutOuterNewlines(body.substring(parameter.end(), end));
            arguments.add(key, string ? new JsonPrimitive(value) : types.value(tool, key, value));
            position = end + close.length();
        }
        if (position == 0 && !body.isBlank()) {
            throw new Unreadable();
        }
        return arguments;
    }

    private static String withoutOuterNewlines(String text) {
        int from = text.startsWith("\n") ? 1 : 0;
        int to = text.length() > from && text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(from, to);
    }

    /** Reads calls that each end with {@code </tool_call>}, the last perhaps without. */
    List<Found> keysAndValueLists(String text) throws Unreadable {
        List<Found> calls = new ArrayList<>();
        for (String part : text.split("</tool_call>")) {
            String call =
                    part.replace("<tool_call>", "").replace("<tool_sep>", "").strip();
            if (!call.isEmpty()) {
                calls.add(keysAndValues(call));
            }
        }
        return calls;
    }

    private Found keysAndValues(String text) throws Unreadable {
        int first = text.indexOf("<arg_key>");
        String name = first < 0 ? text : text.substring(0, first).strip();
        JsonObject arguments = new JsonObject();
        int position = first;
        while (position >= 0) {
            int keyEnd = text.indexOf("</arg_key>", position);
            int value = keyEnd < 0 ? -1 : text.indexOf("<arg_value>", keyEnd);
            int valueEnd = value < 0 ? -1 : text.indexOf("</arg_value>", value);
            if (valueEnd < 0) {
                throw new Unreadable();
            }
            String key = text.substring(position + "<arg_key>".length(), keyEnd).strip();
            JsonElement element = types.value(name, key, text.substring(value + "<arg_value>".length(), valueEnd));
            arguments.add(key, element);
            position = text.indexOf("<arg_key>", valueEnd);
        }
        return Found.of(name, arguments);
    }
}
