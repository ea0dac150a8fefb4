package studio.athanor.data.check;

import java.util.Optional;

/** Finds the code in an answer that talks around it. */
final class FencedBlock {

    private FencedBlock() {}

    /** Returns what the first fenced code block of a Markdown text holds; one that is not closed goes to the end. */
    static Optional<String> first(String text) {
        StringBuilder block = new StringBuilder();
        String fence = "";
        for (String line : text.split("\r?\n", -1)) {
            String content = line.strip();
            if (fence.isEmpty()) {
                fence = opening(content);
            } else if (closes(content, fence)) {
                return Optional.of(block.toString());
            } else {
                block.append(line).append('\n');
            }
        }
        return fence.isEmpty() ? Optional.empty() : Optional.of(block.toString());
    }

    /** Returns the fence that begins a line, or nothing. */
    private static String opening(String line) {
        String fence = run(line, '`');
        if (fence.length() >= 3 && line.indexOf('`', fence.length()) < 0) {
            return fence;
        }
        fence = run(line, '~');
        return fence.length() >= 3 ? fence : "";
    }

    private static boolean closes(String line, String fence) {
        return line.length() >= fence.length() && run(line, fence.charAt(0)).equals(line);
    }

    private static String run(String line, char mark) {
        int length = 0;
        while (length < line.length() && line.charAt(length) == mark) {
            length++;
        }
        return line.substring(0, length);
    }
}
