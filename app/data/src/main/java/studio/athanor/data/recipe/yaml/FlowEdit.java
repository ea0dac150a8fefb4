package studio.athanor.data.recipe.yaml;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;

/** Edits within brackets and braces, JSON's included. */
final class FlowEdit {

    private static final int LONG = 80;

    private final String source;
    private final boolean json;

    FlowEdit(String source, boolean json) {
        this.source = source;
        this.json = json;
    }

    static List<Span> spans(YamlNode.Sequence list) {
        return list.items().stream().map(YamlNode::span).toList();
    }

    static List<Span> spans(YamlNode.Mapping fields) {
        return fields.entries().stream()
                .map(entry -> new Span(
                        entry.key().span().start(),
                        Math.max(entry.key().span().end(), entry.value().span().end()),
                        entry.key().at(),
                        false))
                .toList();
    }

    /** Returns before which entry a new field belongs. */
    static int place(YamlNode.Mapping fields, String key, List<String> order) {
        int wanted = order.indexOf(key);
        int place = wanted < 0 ? fields.entries().size() : 0;
        for (int i = 0; i < fields.entries().size(); i++) {
            int rank = order.indexOf(fields.entries().get(i).key().text());
            if (rank >= 0 && rank < wanted) {
                place = i + 1;
            }
        }
        return place;
    }

    String set(YamlNode.Mapping fields, String key, JsonElement value, List<String> order) {
        Optional<YamlNode.Entry> entry = fields.entry(key);
        if (entry.isPresent()) {
            Span span = entry.get().value().span();
            String text = text(value, indentation(span.start()));
            boolean glued = span.start() > 0 && source.charAt(span.start() - 1) == ':' && !json;
            return source.substring(0, span.start()) + (glued ? " " : "") + text + source.substring(span.end());
        }
        int place = place(fields, key, order);
        List<Span> spans = spans(fields);
        String name = json ? YamlWriter.json(new JsonPrimitive(key)) : YamlText.scalar(key, true);
        return insertText(
                spans, fields.span(), place, name + ": " + text(value, neighbour(spans, fields.span(), place)));
    }

    String insert(YamlNode.Sequence list, int index, JsonElement value) {
        List<Span> spans = spans(list);
        return insertText(spans, list.span(), index, text(value, neighbour(spans, list.span(), index)));
    }

    String insertText(List<Span> spans, Span whole, int index, String text) {
        if (spans.isEmpty()) {
            int open = source.indexOf(source.startsWith("[", whole.start()) ? '[' : '{', whole.start()) + 1;
            return source.substring(0, open) + text + source.substring(open);
        }
        String separator = separator(spans.get(Math.max(0, index - 1)).start());
        if (index == 0) {
            int at = spans.getFirst().start();
            return source.substring(0, at) + text + "," + separator + source.substring(at);
        }
        int at = spans.get(index - 1).end();
        return source.substring(0, at) + "," + separator + text + source.substring(at);
    }

    String remove(List<Span> spans, int index) {
        int from = spans.get(index).start();
        int to = spans.get(index).end();
        if (index + 1 < spans.size()) {
            to = spans.get(index + 1).start();
        } else if (index > 0) {
            from = spans.get(index - 1).end();
        }
        return source.substring(0, from) + source.substring(to);
    }

    private String neighbour(List<Span> spans, Span whole, int index) {
        return indentation(
                spans.isEmpty()
                        ? whole.start()
                        : spans.get(Math.max(0, index - 1)).start());
    }

    /** A node that begins its line gets neighbours that begin theirs. */
    private String separator(int start) {
        int line = source.lastIndexOf('\n', start - 1) + 1;
        boolean own = line > 0 && source.substring(line, start).isBlank();
        String lineBreak = source.contains("\r\n") ? "\r\n" : "\n";
        return own ? lineBreak + source.substring(line, start) : " ";
    }

    private String indentation(int start) {
        int line = source.lastIndexOf('\n', start - 1) + 1;
        int end = line;
        while (end < start && Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        return source.substring(line, end);
    }

    private String text(JsonElement value, String indentation) {
        if (!json) {
            return YamlWriter.flow(value);
        }
        String line = YamlWriter.json(value);
        if (line.length() <= LONG || source.indexOf('\n') < 0) {
            return line;
        }
        String lineBreak = source.contains("\r\n") ? "\r\n" : "\n";
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(value)
                .replace("\n", lineBreak + indentation);
    }
}
