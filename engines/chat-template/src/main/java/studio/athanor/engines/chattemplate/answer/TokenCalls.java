package studio.athanor.engines.chattemplate.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.chattemplate.answer.CallReader.Found;
import studio.athanor.engines.chattemplate.answer.CallReader.Unreadable;

/** Calls whose name and arguments special tokens divide: DeepSeek, Kimi, Mistral, Solar. */
final class TokenCalls {

    private static final Pattern MISTRAL =
            Pattern.compile("([\\w.\\-]+)\\s*(?:\\[CALL_ID\\]([^\\[]*))?(?:\\[ARGS\\])?\\s*(\\{[\\s\\S]*)");
    private static final Pattern SOLAR =
            Pattern.compile("([^<]*)<\\|tool_call:name\\|>([^<]+)<\\|tool_call:args\\|>([\\s\\S]*)");

    private TokenCalls() {}

    /** Returns the calls, or none if the text is in none of these syntaxes. */
    static List<Found> read(String text) throws Unreadable {
        if (text.contains("<｜tool▁sep｜>")) {
            return deepSeek(text);
        }
        if (text.contains("<|tool_call_argument_begin|>")) {
            return kimi(text);
        }
        Matcher solar = SOLAR.matcher(text);
        if (solar.matches()) {
            return List.of(new Found(
                    Optional.of(solar.group(1).strip()), solar.group(2).strip(), CallReader.object(solar.group(3))));
        }
        Matcher mistral = MISTRAL.matcher(text);
        if (mistral.matches()) {
            return List.of(new Found(
                    Optional.ofNullable(mistral.group(2)).map(String::strip),
                    mistral.group(1),
                    CallReader.object(mistral.group(3))));
        }
        return List.of();
    }

    /** Version 3 and R1 put a kind before the name and the arguments in a fence; 3.1 neither. */
    private static List<Found> deepSeek(String text) throws Unreadable {
        List<Found> calls = new ArrayList<>();
        for (String part : text.split("<｜tool▁call▁begin｜>")) {
            String call = part.replace("<｜tool▁call▁end｜>", "").strip();
            if (call.isEmpty()) {
                continue;
            }
            int separator = call.indexOf("<｜tool▁sep｜>");
            if (separator < 0) {
                throw new Unreadable();
            }
            String before = call.substring(0, separator).strip();
            String after = call.substring(separator + "<｜tool▁sep｜>".length()).strip();
            int fence = after.indexOf("```json");
            if (fence >= 0) {
                int end = after.lastIndexOf("```");
                String json = after.substring(fence + "```json".length(), Math.max(end, fence + "```json".length()));
                calls.add(Found.of(after.substring(0, fence).strip(), CallReader.object(json.strip())));
            } else {
                calls.add(Found.of(before, CallReader.object(after)));
            }
        }
        return calls;
    }

    /** The id is {@code functions.NAME:INDEX}. */
    private static List<Found> kimi(String text) throws Unreadable {
        List<Found> calls = new ArrayList<>();
        for (String part : text.split("<\\|tool_call_begin\\|>")) {
            String call = part.replace("<|tool_call_end|>", "").strip();
            if (call.isEmpty()) {
                continue;
            }
            int separator = call.indexOf("<|tool_call_argument_begin|>");
            if (separator < 0) {
                throw new Unreadable();
            }
            String id = call.substring(0, separator).strip();
            int from = id.startsWith("functions.") ? "functions.".length() : 0;
            int colon = id.lastIndexOf(':');
            String name = id.substring(from, colon < from ? id.length() : colon);
            String json = call.substring(separator + "<|tool_call_argument_begin|>".length());
            calls.add(new Found(Optional.of(id), name, CallReader.object(json.strip())));
        }
        return calls;
    }
}
