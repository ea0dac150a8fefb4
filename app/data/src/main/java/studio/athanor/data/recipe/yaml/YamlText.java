package studio.athanor.data.recipe.yaml;

import java.util.Set;

/** Writes texts as scalars: plain where that is read as the same text, else in quotes. */
final class YamlText {

    /** Texts that readers of older YAML take for truth values. */
    private static final Set<String> OLD_TRUTHS =
            Set.of("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF");

    private static final String STARTS = "-?:,[]{}#&*!|>'\"%@`=<";

    private YamlText() {}

    /**
     * Writes a text on one line.
     *
     * @param flow whether it stands within brackets or braces, or is a key
     */
    static String scalar(String text, boolean flow) {
        if (plain(text, flow)) {
            return text;
        }
        boolean single = text.indexOf('\'') < 0
                && (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0)
                && text.chars().allMatch(c -> c >= ' ' && !escaped((char) c));
        return single ? "'" + text + "'" : quoted(text);
    }

    private static boolean plain(String text, boolean flow) {
        return !text.isEmpty()
                && STARTS.indexOf(text.charAt(0)) < 0
                && text.charAt(0) != ' '
                && text.charAt(text.length() - 1) != ' '
                && text.charAt(text.length() - 1) != ':'
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.startsWith("...")
                && !OLD_TRUTHS.contains(text)
                && PlainScalars.isText(text)
                && text.chars().allMatch(c -> c >= ' ' && !escaped((char) c) && !(flow && flowMark(c)));
    }

    private static boolean flowMark(int c) {
        return c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == ':' || c == '#' || c == '"'
                || c == '\'';
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (escaped(c)) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Returns whether a text can stand as lines of its own under a bar. */
    static boolean literal(String text) {
        if (text.indexOf('\n') <= 0 || text.charAt(0) == ' ' || text.charAt(0) == '\t' || text.endsWith("\n\n")) {
            return false;
        }
        if (!text.chars().allMatch(c -> c == '\n' || c == '\t' || !escaped((char) c))) {
            return false;
        }
        return text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank())
                && !text.strip().isEmpty();
    }

    /** Returns whether a character is written as an escape: controls, breaks that are none in YAML, halves. */
    private static boolean escaped(char c) {
        return c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029' || c == '\ufeff' || c >= 0xfffe;
    }
}
