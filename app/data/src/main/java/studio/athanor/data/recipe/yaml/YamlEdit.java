package studio.athanor.data.recipe.yaml;

import com.google.gson.JsonElement;
import java.util.List;

/**
 * Changes a field or an item in the text of a source and leaves every other character as it is. It works on the lines of
 * block styles and on the brackets of flow styles; whoever edits reads the result and sees whether it is what was meant,
 * as YAML has forms (explicit keys, aliases) that are left to be written anew. An instance serves one edit.
 */
public final class YamlEdit {

    private final String source;
    private final Lines lines;
    private final String lineBreak;
    private final FlowEdit flow;

    /**
     * Makes an edit.
     *
     * @param json whether the source is JSON, so that what is put in is JSON too
     */
    public YamlEdit(String source, boolean json) {
        this.source = source;
        lines = new Lines(source);
        lineBreak = source.contains("\r\n") ? "\r\n" : "\n";
        flow = new FlowEdit(source, json);
    }

    /**
     * Gives a field a value, and adds it where it is not there.
     *
     * @param order fields in the order in which people expect them; a new field comes after those before it
     */
    public String set(YamlNode.Mapping fields, String key, JsonElement value, List<String> order) {
        if (fields.flow()) {
            return flow.set(fields, key, value, order);
        }
        return fields.entry(key).map(entry -> replace(entry, value)).orElseGet(() -> add(fields, key, value, order));
    }

    /** Takes a field away, with its comments. */
    public String remove(YamlNode.Mapping fields, String key) {
        YamlNode.Entry entry = fields.entry(key).orElseThrow();
        if (fields.flow()) {
            return flow.remove(FlowEdit.spans(fields), fields.entries().indexOf(entry));
        }
        int first = entry.key().span().start();
        int start = lines.start(first);
        int place = fields.entries().indexOf(entry);
        if (fields.entries().size() == 1) {
            return source.substring(0, first) + "{}" + source.substring(lines.textEnd(entry.value()));
        }
        if (lines.onlySpaces(start, first)) {
            return cut(lines.withComments(start), lines.after(entry.value(), first - start));
        }
        return cut(first, fields.entries().get(place + 1).key().span().start());
    }

    /** Puts an item into a list. */
    public String insert(YamlNode.Sequence list, int index, JsonElement value) {
        if (list.flow()) {
            return flow.insert(list, index, value);
        }
        int dash = list.at().column() - 1;
        return insertLines(
                list, index, " ".repeat(dash) + YamlWriter.item(value, dash).replace("\n", lineBreak) + lineBreak);
    }

    /** Takes an item out of a list, with the comments right above it and the blank lines that set it apart. */
    public String remove(YamlNode.Sequence list, int index) {
        if (list.flow()) {
            return flow.remove(FlowEdit.spans(list), index);
        }
        int start = itemStart(list, index);
        int end = itemEnd(list, index);
        boolean last = index == list.items().size() - 1;
        while (!last && end < source.length() && lines.indent(end) < 0) {
            end = lines.next(end);
        }
        while (last && index > 0 && start > 0 && lines.indent(lines.start(start - 1)) < 0) {
            start = lines.start(start - 1);
        }
        return cut(start, end);
    }

    /** Returns the text of an item, as {@link #insertText} takes it. */
    public String itemText(YamlNode.Sequence list, int index) {
        if (list.flow()) {
            Span span = list.items().get(index).span();
            return source.substring(span.start(), span.end());
        }
        String text = source.substring(itemStart(list, index), itemEnd(list, index));
        return text.endsWith("\n") ? text : text + lineBreak;
    }

    /** Puts the text of an item into a list. */
    public String insertText(YamlNode.Sequence list, int index, String text) {
        return list.flow()
                ? flow.insertText(FlowEdit.spans(list), list.span(), index, text)
                : insertLines(list, index, text);
    }

    private String insertLines(YamlNode.Sequence list, int index, String text) {
        boolean apart = list.items().size() > 1 && lines.indent(itemEnd(list, 0)) < 0;
        String blank = apart ? lineBreak : "";
        if (index < list.items().size()) {
            int at = itemStart(list, index);
            return source.substring(0, at) + text + blank + source.substring(at);
        }
        int at = itemEnd(list, index - 1);
        return ended(source.substring(0, at)) + blank + text + source.substring(at);
    }

    private int itemStart(YamlNode.Sequence list, int index) {
        int dash = list.at().column() - 1;
        int line = index == 0 ? lines.start(list.span().start()) : itemEnd(list, index - 1);
        while (line < source.length() && !(lines.indent(line) == dash && source.charAt(line + dash) == '-')) {
            line = lines.next(line);
        }
        return lines.withComments(line);
    }

    private int itemEnd(YamlNode.Sequence list, int index) {
        return lines.after(list.items().get(index), list.at().column() - 1);
    }

    private String replace(YamlNode.Entry entry, JsonElement value) {
        int colon = source.indexOf(':', entry.key().span().end());
        int end = Math.max(colon + 1, lines.textEnd(entry.value()));
        String comment = comment(entry, colon, end);
        int column = entry.key().at().column() - 1;
        String text = YamlWriter.value(
                value, column, column + colon + 2 - entry.key().span().start());
        int firstLine = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String commented = text.substring(0, firstLine) + comment + text.substring(firstLine);
        boolean restIsTaken = !comment.isEmpty() || lines.onlySpaces(end, lines.end(end));
        String tail = source.substring(restIsTaken ? lines.end(end) : end);
        return source.substring(0, colon + 1)
                + commented.replace("\n", lineBreak)
                + (tail.isEmpty() ? lineBreak : tail);
    }

    /** Returns the comment on the first line of a field, or on the last of its value, with the spaces before it. */
    private String comment(YamlNode.Entry entry, int colon, int end) {
        int firstLineEnd = Math.min(
                lines.end(colon), Math.max(colon + 1, entry.value().span().start()));
        String first = source.substring(colon + 1, firstLineEnd).stripTrailing();
        String last = source.substring(end, lines.end(end)).stripTrailing();
        return first.strip().startsWith("#") ? first : last.strip().startsWith("#") ? last : "";
    }

    private String add(YamlNode.Mapping fields, String key, JsonElement value, List<String> order) {
        int place = FlowEdit.place(fields, key, order);
        YamlNode.Entry neighbour = fields.entries().get(Math.max(0, place - 1));
        int column = neighbour.key().at().column() - 1;
        String text = " ".repeat(column) + YamlWriter.entry(key, value, column).replace("\n", lineBreak) + lineBreak;
        int start = lines.start(neighbour.key().span().start());
        boolean first =
                place == 0 && lines.onlySpaces(start, neighbour.key().span().start());
        int at = first ? lines.withComments(start) : lines.after(neighbour.value(), column);
        return ended(source.substring(0, at)) + text + source.substring(at);
    }

    private String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + lineBreak;
    }

    private String cut(int from, int to) {
        return source.substring(0, from) + source.substring(to);
    }
}
