package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;

/** Cuts text that is too long to lay out at once, at line breaks or spaces where there are any. */
final class Pieces {

    private Pieces() {}

    static List<String> of(String text, int most) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (text.length() - from > most) {
            int cut = cut(text, from, most);
            boolean atBreak = text.charAt(cut - 1) == '\n';
            pieces.add(text.substring(from, atBreak ? cut - 1 : cut));
            from = cut;
        }
        if (from < text.length() || pieces.isEmpty()) {
            pieces.add(text.substring(from));
        }
        return pieces;
    }

    /** Cuts runs of equal looks; each piece has at most about so many characters. */
    static List<List<Span>> ofSpans(List<Span> spans, int most) {
        List<List<Span>> pieces = new ArrayList<>();
        List<Span> piece = new ArrayList<>();
        int room = most;
        for (Span span : spans) {
            String rest = span.text();
            while (rest.length() > room) {
                int cut = cut(rest, 0, Math.max(1, room));
                piece.add(new Span(rest.substring(0, cut), span.marks(), span.link()));
                pieces.add(piece);
                piece = new ArrayList<>();
                rest = rest.substring(cut);
                room = most;
            }
            if (!rest.isEmpty()) {
                piece.add(rest.length() == span.text().length() ? span : new Span(rest, span.marks(), span.link()));
                room -= rest.length();
            }
        }
        if (!piece.isEmpty() || pieces.isEmpty()) {
            pieces.add(piece);
        }
        return pieces;
    }

    private static int cut(String text, int from, int most) {
        int limit = from + most;
        int line = text.lastIndexOf('\n', limit - 1);
        if (line > from + most / 2) {
            return line + 1;
        }
        int space = text.lastIndexOf(' ', limit - 1);
        if (space > from + most / 2) {
            return space + 1;
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) && most > 1 ? limit - 1 : limit;
    }
}
