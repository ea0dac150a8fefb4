package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * Reads Markdown while it is written. Only what may still change, the last block or list item, is read again when text
 * is added. Not thread-safe.
 *
 * <p>Links whose definition comes later stay text until the document is read as a whole.
 */
public final class MarkdownStream {

    /** When the open block is longer, what follows is shown as it is. */
    private static final int MOST_OPEN_CHARS = 1_000_000;

    private final List<Leaf> settled = new ArrayList<>();
    private final StringBuilder tail = new StringBuilder();
    private List<Leaf> open = List.of();
    private OptionalInt nextNumber = OptionalInt.empty();
    private boolean continuesList;
    private boolean changed;
    private boolean plain;
    private int readChars;

    /** Creates an empty document. */
    public MarkdownStream() {}

    /** Adds text at the end; cheap, nothing is read yet. */
    public void append(String text) {
        if (!text.isEmpty()) {
            tail.append(text);
            changed = true;
        }
    }

    /** Returns the number of leaves that will not change any more, after the last {@link #leaves()}. */
    public int settledCount() {
        return settled.size();
    }

    /** Reads what was added and returns the document's leaves; equal leaves stay the same objects where possible. */
    public List<Leaf> leaves() {
        if (changed) {
            changed = false;
            read();
        }
        List<Leaf> all = new ArrayList<>(settled.size() + open.size());
        all.addAll(settled);
        all.addAll(open);
        return all;
    }

    private void read() {
        if (!plain && tail.length() > MOST_OPEN_CHARS) {
            plain = true;
            settled.addAll(open);
            tail.delete(0, readChars);
        }
        if (plain) {
            readPlain();
            return;
        }
        Node document = Markdown.document(tail.toString());
        Boundary boundary = boundary(document);
        if (boundary.offset() > 0) {
            settled.addAll(leavesBefore(boundary));
            tail.delete(0, boundary.offset());
            nextNumber = boundary.nextNumber();
            continuesList = boundary.inList();
            open = List.of();
            document = Markdown.document(tail.toString());
        }
        open = new Leaves(open, nextNumber, continuesList).of(document);
        readChars = tail.length();
    }

    private void readPlain() {
        List<Leaf> pieces = Markdown.plain(tail.toString());
        settled.addAll(pieces.subList(0, pieces.size() - 1));
        open = List.of(pieces.getLast());
        tail.setLength(0);
        tail.append(pieces.getLast().text());
    }

    private List<Leaf> leavesBefore(Boundary boundary) {
        Node done = Markdown.document(tail.substring(0, boundary.offset()));
        return new Leaves(open, nextNumber, continuesList).of(done);
    }

    /** Finds the start of the last block or list item, provided that its first line is complete. */
    private Boundary boundary(Node document) {
        @Nullable Node last = document.getLastChild();
        if (last == null) {
            return Boundary.NONE;
        }
        int offset = start(last);
        if (last instanceof ListBlock list) {
            @Nullable Node item = list.getLastChild();
            if (item != null && item.getPrevious() != null && start(item) > 0 && lineIsComplete(start(item))) {
                return new Boundary(start(item), true, numberOfLast(list, offset == 0));
            }
        }
        return offset > 0 && lineIsComplete(offset) ? new Boundary(offset, false, OptionalInt.empty()) : Boundary.NONE;
    }

    private OptionalInt numberOfLast(ListBlock list, boolean continued) {
        if (!(list instanceof OrderedList ordered)) {
            return OptionalInt.empty();
        }
        int number = ordered.getMarkerStartNumber() == null ? 1 : ordered.getMarkerStartNumber();
        if (continued && continuesList && nextNumber.isPresent()) {
            number = nextNumber.getAsInt();
        }
        for (@Nullable Node item = list.getFirstChild();
                item != null && item.getNext() != null;
                item = item.getNext()) {
            number++;
        }
        return OptionalInt.of(number);
    }

    private boolean lineIsComplete(int offset) {
        return tail.indexOf("\n", offset) >= 0;
    }

    private static int start(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.isEmpty()
                ? -1
                : spans.getFirst().getInputIndex() - spans.getFirst().getColumnIndex();
    }

    private record Boundary(int offset, boolean inList, OptionalInt nextNumber) {
        static final Boundary NONE = new Boundary(0, false, OptionalInt.empty());
    }
}
