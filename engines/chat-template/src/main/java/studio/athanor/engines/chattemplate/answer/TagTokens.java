package studio.athanor.engines.chattemplate.answer;

import java.util.regex.Pattern;

/** Writes tags that vendors dress up with special tokens as plain tags. */
final class TagTokens {

    private static final Pattern OPEN = Pattern.compile("<\\|open\\|>([^<>|]*)<\\|sep\\|>");
    private static final Pattern CLOSE = Pattern.compile("<\\|close\\|>([^<>|]*)<\\|sep\\|>");

    private TagTokens() {}

    static String plain(String text) {
        String plain =
                text.replace("<|plugin|>", "").replace("]<]minimax[>[", "").replace(":opensource>", ">");
        return CLOSE.matcher(OPEN.matcher(plain).replaceAll("<$1>")).replaceAll("</$1>");
    }
}
