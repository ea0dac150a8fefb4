package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks a line into lines of at most a width, at spaces and after hyphens.
 *
 * @param width most characters of a line
 * @param breakLongWords whether a word longer than a line is broken
 * @param breakOnHyphens whether a line may end after a hyphen
 */
record WordWrap(int width, boolean breakLongWords, boolean breakOnHyphens) {

    private static final Pattern HYPHENATED = Pattern.compile("\\s+|[^\\s-]*+[^\\s\\d-]-(?=[^\\s\\d-])|[^\\s-]++|-+");
    private static final Pattern SPACED = Pattern.compile("\\s+|\\S+");

    List<String> wrap(String line) {
        List<String> chunks = new ArrayList<>();
        Matcher matcher = (breakOnHyphens ? HYPHENATED : SPACED).matcher(line);
        while (matcher.find()) {
            chunks.add(matcher.group());
        }
        List<String> lines = new ArrayList<>();
        int next = 0;
        while (next < chunks.size()) {
            StringBuilder current = new StringBuilder();
            if (chunks.get(next).isBlank() && !lines.isEmpty()) {
                next++;
            }
            while (next < chunks.size() && current.length() + chunks.get(next).length() <= width) {
                current.append(chunks.get(next++));
            }
            if (next < chunks.size() && chunks.get(next).length() > width) {
                int room = Math.max(1, width - current.length());
                if (breakLongWords) {
                    current.append(chunks.get(next), 0, room);
                    chunks.set(next, chunks.get(next).substring(room));
                } else if (current.isEmpty()) {
                    current.append(chunks.get(next++));
                }
            }
            String text = Characters.stripTrailing(current.toString());
            if (!text.isEmpty()) {
                lines.add(text);
            }
        }
        return lines;
    }
}
