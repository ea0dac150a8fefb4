package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds, replaces, splits and joins text as Python's string methods do. */
final class TextSearch {

    private TextSearch() {}

    static String replace(Interpreter interpreter, String text, String old, String fresh, int most) {
        int count = most < 0 ? Integer.MAX_VALUE : most;
        interpreter.budget().chars(text.length());
        StringBuilder replaced = new StringBuilder(text.length());
        int from = 0;
        if (old.isEmpty()) {
            for (int i = 0; i < count && from <= text.length(); i++) {
                interpreter.budget().chars(fresh.length() + 1L);
                replaced.append(fresh);
                if (from == text.length()) {
                    return replaced.toString();
                }
                int next = text.offsetByCodePoints(from, 1);
                replaced.append(text, from, next);
                from = next;
            }
            return replaced.append(text, from, text.length()).toString();
        }
        for (int i = 0; i < count; i++) {
            int at = text.indexOf(old, from);
            if (at < 0) {
                break;
            }
            interpreter.budget().chars(fresh.length());
            replaced.append(text, from, at).append(fresh);
            from = at + old.length();
        }
        return replaced.append(text, from, text.length()).toString();
    }

    static String join(Interpreter interpreter, List<String> parts, String separator) {
        long length = (long) separator.length() * Math.max(0, parts.size() - 1);
        for (String part : parts) {
            length += part.length();
        }
        interpreter.budget().chars(length);
        return String.join(separator, parts);
    }

    static Value split(Interpreter interpreter, TextValue self, @Nullable String separator, int most) {
        String text = self.text();
        int limit = most < 0 ? Integer.MAX_VALUE : most;
        List<Value> parts = new ArrayList<>();
        interpreter.budget().chars(text.length());
        int from = 0;
        if (separator == null) {
            from = skip(text, 0, true);
            while (from < text.length()) {
                int end = parts.size() < limit ? skip(text, from, false) : text.length();
                String part = text.substring(from, end);
                add(interpreter, parts, self, part);
                from = skip(text, end, true);
            }
            return interpreter.list(parts);
        }
        nonEmpty(separator);
        for (int at = text.indexOf(separator); at >= 0 && parts.size() < limit; at = text.indexOf(separator, from)) {
            add(interpreter, parts, self, text.substring(from, at));
            from = at + separator.length();
        }
        add(interpreter, parts, self, text.substring(from));
        return interpreter.list(parts);
    }

    static Value splitFromEnd(Interpreter interpreter, TextValue self, @Nullable String separator, int most) {
        if (most < 0) {
            return split(interpreter, self, separator, most);
        }
        String text = self.text();
        List<Value> parts = new ArrayList<>();
        interpreter.budget().chars(text.length());
        int end = text.length();
        if (separator == null) {
            end = skipBack(text, end, true);
            while (end > 0) {
                int start = parts.size() < most ? skipBack(text, end, false) : 0;
                String part = text.substring(start, end);
                add(interpreter, parts, self, part);
                end = skipBack(text, start, true);
            }
            return interpreter.list(new ArrayList<>(parts.reversed()));
        }
        nonEmpty(separator);
        while (parts.size() < most) {
            int at = text.lastIndexOf(separator, end - separator.length());
            if (at < 0 || end < separator.length()) {
                break;
            }
            add(interpreter, parts, self, text.substring(at + separator.length(), end));
            end = at;
        }
        add(interpreter, parts, self, text.substring(0, end));
        return interpreter.list(new ArrayList<>(parts.reversed()));
    }

    private static void nonEmpty(String separator) {
        if (separator.isEmpty()) {
            throw Fault.failed("empty separator");
        }
    }

    private static void add(Interpreter interpreter, List<Value> parts, TextValue self, String part) {
        interpreter.budget().slots(1);
        parts.add(self.with(part));
    }

    private static int skip(String text, int from, boolean spaces) {
        int at = from;
        while (at < text.length() && Characters.isSpace(text.charAt(at)) == spaces) {
            at++;
        }
        return at;
    }

    private static int skipBack(String text, int from, boolean spaces) {
        int at = from;
        while (at > 0 && Characters.isSpace(text.charAt(at - 1)) == spaces) {
            at--;
        }
        return at;
    }

    static Value lines(Interpreter interpreter, TextValue self, boolean keepEnds) {
        List<Value> lines = new ArrayList<>();
        splitLines(self.text(), keepEnds).forEach(line -> add(interpreter, lines, self, line));
        interpreter.budget().chars(self.text().length());
        return interpreter.list(lines);
    }

    static List<String> splitLines(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Characters.isLineBreak(text.charAt(i))) {
                int end = i;
                if (text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                lines.add(text.substring(from, keepEnds ? i + 1 : end));
                from = i + 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /** Returns the part of a text that the arguments {@code start} and {@code end} select, or null if there is none. */
    static @Nullable String window(TextValue self, Arguments.Bound bound, int startParameter) {
        if (bound.some(startParameter) == null && bound.some(startParameter + 1) == null) {
            return self.text();
        }
        int start = edge(bound, startParameter, 0, self.length());
        int end = edge(bound, startParameter + 1, self.length(), self.length());
        return start > end || start > self.length() ? null : self.slice(start, end);
    }

    private static int edge(Arguments.Bound bound, int parameter, int absent, int length) {
        if (bound.some(parameter) == null) {
            return absent;
        }
        long edge = bound.integer(parameter, 0);
        if (edge < 0) {
            return (int) Math.max(0, edge + length);
        }
        return parameter % 2 == 1 ? (int) Math.min(edge, length + 1L) : (int) Math.min(edge, length);
    }

    static int find(TextValue self, Arguments arguments, String name, boolean last) {
        Arguments.Bound bound = arguments.bind(name, "sub", "start", "end");
        String part = bound.text(0);
        String text = window(self, bound, 1);
        if (text == null) {
            return -1;
        }
        int at = last ? text.lastIndexOf(part) : text.indexOf(part);
        if (at < 0) {
            return -1;
        }
        return text.codePointCount(0, at) + edge(bound, 1, 0, self.length());
    }

    static Value count(Interpreter interpreter, TextValue self, Arguments arguments) {
        Arguments.Bound bound = arguments.bind("count", "sub", "start", "end");
        String part = bound.text(0);
        String text = window(self, bound, 1);
        if (text == null) {
            return IntValue.of(0);
        }
        interpreter.budget().steps(text.length() / 256);
        if (part.isEmpty()) {
            return IntValue.of(text.codePointCount(0, text.length()) + 1L);
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return IntValue.of(count);
    }

    static String expandTabs(Interpreter interpreter, String text, int size) {
        StringBuilder expanded = new StringBuilder();
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                int spaces = size > 0 ? size - column % size : 0;
                interpreter.budget().chars(spaces);
                expanded.repeat(" ", spaces);
                column += spaces;
            } else {
                expanded.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        interpreter.budget().chars(text.length());
        return expanded.toString();
    }
}
