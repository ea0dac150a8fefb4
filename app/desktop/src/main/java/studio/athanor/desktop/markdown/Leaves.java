package studio.athanor.desktop.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.markdown.Leaf.Content;
import studio.athanor.desktop.markdown.Leaf.Gutter;
import studio.athanor.desktop.markdown.Leaf.ProseKind;

/** Flattens the blocks of a document into leaves. Depth is bounded by the parser. For one use. */
final class Leaves {

    private static final int PROSE_PIECE_CHARS = 6_000;
    private static final int MOST_SHOWN_GUTTERS = 10;

    private static final int BLOCK_SPACE = 12;
    private static final int ITEM_SPACE = 4;
    private static final int HEADING_SPACE = 20;
    private static final int WITHIN_ITEM_SPACE = 8;

    private final List<Leaf> out = new ArrayList<>();
    private final List<Leaf> before;
    private final OptionalInt nextNumber;
    private final boolean continuesList;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /**
     * Prepares to flatten.
     *
     * @param before leaves that an earlier, shorter version of the document had: what is equal is taken over
     * @param nextNumber number of the first item if the document begins in the middle of a numbered list
     * @param continuesList whether the document begins in the middle of a list
     */
    Leaves(List<Leaf> before, OptionalInt nextNumber, boolean continuesList) {
        this.before = before;
        this.nextNumber = nextNumber;
        this.continuesList = continuesList;
    }

    List<Leaf> of(Node document) {
        children(document);
        return out;
    }

    private void children(Node parent) {
        for (@Nullable Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            block(child);
        }
    }

    private void block(Node block) {
        switch (block) {
            case Heading heading -> prose(heading(heading.getLevel()), Inlines.of(heading), HEADING_SPACE);
            case Paragraph paragraph -> prose(ProseKind.PARAGRAPH, withoutTaskMark(paragraph), space());
            case FencedCodeBlock code -> code(code.getInfo() == null ? "" : code.getInfo(), code.getLiteral());
            case IndentedCodeBlock code -> code("", code.getLiteral());
            case HtmlBlock html -> prose(ProseKind.PARAGRAPH, List.of(Span.plain(html.getLiteral())), space());
            case ThematicBreak _ -> add(space(), new Content.Rule());
            case BlockQuote quote -> quote(quote);
            case ListBlock list -> list(list);
            case TableBlock table -> add(space(), Tables.of(table));
            default -> {}
        }
    }

    private static ProseKind heading(int level) {
        return switch (level) {
            case 1 -> ProseKind.HEADING_1;
            case 2 -> ProseKind.HEADING_2;
            case 3 -> ProseKind.HEADING_3;
            case 4 -> ProseKind.HEADING_4;
            case 5 -> ProseKind.HEADING_5;
            default -> ProseKind.HEADING_6;
        };
    }

    private int space() {
        return frames.isEmpty() ? BLOCK_SPACE : WITHIN_ITEM_SPACE;
    }

    private void prose(ProseKind kind, List<Span> spans, int space) {
        int next = space;
        for (List<Span> piece : Pieces.ofSpans(spans, PROSE_PIECE_CHARS)) {
            add(next, new Content.Prose(kind, piece));
            next = 0;
        }
    }

    private void code(String info, String literal) {
        String language = info.strip().split("[\\s{,:]", 2)[0];
        String text = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
        int space = space();
        for (Content.Code part : CodeParts.of(language, text, index -> earlierCode(out.size() + index))) {
            add(part.first() ? space : 0, part);
        }
    }

    private Optional<Content.Code> earlierCode(int index) {
        return index < before.size() && before.get(index).content() instanceof Content.Code code
                ? Optional.of(code)
                : Optional.empty();
    }

    private void quote(BlockQuote quote) {
        Frame frame = new Frame(true, "");
        frame.firstSpace = space();
        frames.addLast(frame);
        children(quote);
        frames.removeLast();
    }

    private void list(ListBlock list) {
        boolean continues = continuesList && out.isEmpty() && frames.isEmpty();
        int number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
        if (continues && nextNumber.isPresent()) {
            number = nextNumber.getAsInt();
        }
        boolean firstItem = !continues;
        for (@Nullable Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String marker = list instanceof BulletList ? "•" : number + ".";
            Optional<Boolean> task = task(item);
            Frame frame = new Frame(false, task.map(done -> done ? "☑" : "☐").orElse(marker));
            frame.firstSpace = firstItem && frames.isEmpty() ? WITHIN_ITEM_SPACE : ITEM_SPACE;
            frames.addLast(frame);
            if (item.getFirstChild() == null) {
                add(ITEM_SPACE, new Content.Prose(ProseKind.PARAGRAPH, List.of()));
            } else {
                children(item);
            }
            frames.removeLast();
            number++;
            firstItem = false;
        }
    }

    private static Optional<Boolean> task(Node item) {
        if (!(item instanceof ListItem)
                || !(item.getFirstChild() instanceof Paragraph paragraph)
                || !(paragraph.getFirstChild() instanceof org.commonmark.node.Text text)) {
            return Optional.empty();
        }
        String literal = text.getLiteral();
        if (literal.startsWith("[ ] ")) {
            return Optional.of(false);
        }
        return literal.startsWith("[x] ") || literal.startsWith("[X] ") ? Optional.of(true) : Optional.empty();
    }

    private static List<Span> withoutTaskMark(Paragraph paragraph) {
        List<Span> spans = Inlines.of(paragraph);
        if (paragraph.getPrevious() != null
                || paragraph.getParent() == null
                || task(paragraph.getParent()).isEmpty()) {
            return spans;
        }
        List<Span> rest = new ArrayList<>(spans);
        Span first = rest.getFirst();
        rest.set(0, new Span(first.text().substring("[ ] ".length()), first.marks(), first.link()));
        return rest;
    }

    private void add(int space, Content content) {
        List<Gutter> gutters = new ArrayList<>();
        int distance = space;
        boolean opening = false;
        for (Frame frame : frames) {
            gutters.add(frame.quote ? new Gutter.Quote(frame.used) : new Gutter.Item(frame.used ? "" : frame.marker));
            if (!frame.used) {
                distance = opening ? Math.max(distance, frame.firstSpace) : frame.firstSpace;
                opening = true;
            }
            frame.used = true;
        }
        List<Gutter> shown = gutters.size() > MOST_SHOWN_GUTTERS
                ? gutters.subList(gutters.size() - MOST_SHOWN_GUTTERS, gutters.size())
                : gutters;
        out.add(new Leaf(shown, distance, content));
    }

    /** A quote or list item that is being flattened. */
    private static final class Frame {
        final boolean quote;
        final String marker;
        int firstSpace = ITEM_SPACE;
        boolean used;

        Frame(boolean quote, String marker) {
            this.quote = quote;
            this.marker = marker;
        }
    }
}
