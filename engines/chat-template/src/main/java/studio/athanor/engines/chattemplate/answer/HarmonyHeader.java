package studio.athanor.engines.chattemplate.answer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a message in gpt-oss's harmony format, for example {@code <|channel|>commentary to=functions.f json}.
 *
 * @param channel {@code analysis}, {@code commentary} or {@code final}
 * @param recipient the function that the message calls
 */
record HarmonyHeader(String channel, Optional<String> recipient) {

    private static final Pattern CHANNEL = Pattern.compile("<\\|channel\\|>\\s*(\\w+)");
    private static final Pattern RECIPIENT = Pattern.compile("\\bto=(?:functions\\.)?([^\\s<]+)");

    static HarmonyHeader parse(String text) {
        Matcher channel = CHANNEL.matcher(text);
        Matcher recipient = RECIPIENT.matcher(text);
        return new HarmonyHeader(
                channel.find() ? channel.group(1) : "final",
                recipient.find() ? Optional.of(recipient.group(1)) : Optional.empty());
    }
}
