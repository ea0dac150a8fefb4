package studio.athanor.desktop.chat;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.chat.VirtualColumn.Placed;
import studio.athanor.desktop.markdown.LeafNode;

/**
 * Selects text of one message with the mouse: drag for characters, double click for a word, triple click for a
 * paragraph; Mod+C copies, Mod+A takes the whole message. What was scrolled away stays selected.
 */
final class TextSelection {

    private final VirtualColumn column;
    private final Consumer<String> copy;
    private @Nullable ColumnItem item;
    private Spot from = new Spot(0, 0);
    private Spot to = new Spot(0, 0);
    private boolean dragging;

    private record Spot(int part, int index) implements Comparable<Spot> {
        @Override
        public int compareTo(Spot other) {
            return part != other.part ? Integer.compare(part, other.part) : Integer.compare(index, other.index);
        }
    }

    TextSelection(VirtualColumn column, Consumer<String> copy) {
        this.column = column;
        this.copy = copy;
        column.content().addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        column.content().addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        column.content().addEventHandler(MouseEvent.MOUSE_RELEASED, event -> dragging = false);
        column.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Returns the selected text; empty if nothing is selected. */
    String text() {
        ColumnItem in = item;
        if (in == null || from.equals(to) || !in.hasParts()) {
            return "";
        }
        Spot start = from.compareTo(to) <= 0 ? from : to;
        Spot end = from.compareTo(to) <= 0 ? to : from;
        List<ColumnPart> parts = in.parts();
        StringBuilder out = new StringBuilder();
        String separator = "";
        for (int i = start.part(); i <= Math.min(end.part(), parts.size() - 1); i++) {
            if (parts.get(i) instanceof LeafPart part) {
                String text = part.leaf().text();
                int a = i == start.part() ? Math.min(start.index(), text.length()) : 0;
                int b = i == end.part() ? Math.min(end.index(), text.length()) : text.length();
                out.append(separator).append(text, Math.min(a, b), b);
                separator = part.leaf().separator();
            }
        }
        return out.toString();
    }

    /** Paints the selection on what is seen. */
    void paint() {
        Spot start = from.compareTo(to) <= 0 ? from : to;
        Spot end = from.compareTo(to) <= 0 ? to : from;
        for (Placed one : column.placed()) {
            if (one.node() instanceof LeafNode leaf) {
                boolean inside = one.item().equals(item) && one.index() >= start.part() && one.index() <= end.part();
                int a = inside && one.index() == start.part() ? start.index() : 0;
                int b = inside ? (one.index() == end.part() ? end.index() : leaf.length()) : 0;
                leaf.select(Math.min(a, b), b);
            }
        }
    }

    void clear() {
        item = null;
        from = new Spot(0, 0);
        to = from;
        paint();
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || onControl(event)) {
            return;
        }
        @Nullable Placed at = at(event.getY(), null);
        if (at == null || !(at.node() instanceof LeafNode leaf)) {
            clear();
            return;
        }
        column.requestFocus();
        item = at.item();
        int index = hit(leaf, event);
        from = new Spot(at.index(), index);
        to = from;
        dragging = true;
        if (event.getClickCount() == 2) {
            takeWord(at.index(), leaf.leaf().text(), index);
        } else if (event.getClickCount() > 2) {
            from = new Spot(at.index(), 0);
            to = new Spot(at.index(), leaf.length());
        }
        paint();
    }

    private void takeWord(int part, String text, int index) {
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(text);
        int end = words.following(Math.min(index, Math.max(0, text.length() - 1)));
        if (end != BreakIterator.DONE) {
            from = new Spot(part, Math.max(0, words.previous()));
            to = new Spot(part, end);
        }
    }

    private void dragged(MouseEvent event) {
        if (!dragging || item == null) {
            return;
        }
        if (event.getY() < 0) {
            column.scrollBy(event.getY() / 2);
        } else if (event.getY() > column.getHeight()) {
            column.scrollBy((event.getY() - column.getHeight()) / 2);
        }
        @Nullable Placed at = at(event.getY(), item);
        if (at != null && at.node() instanceof LeafNode leaf) {
            to = new Spot(at.index(), hit(leaf, event));
            paint();
        }
        event.consume();
    }

    private static int hit(LeafNode leaf, MouseEvent event) {
        return Math.min(leaf.length(), leaf.hit(event.getX() - leaf.getLayoutX(), event.getY() - leaf.getLayoutY()));
    }

    /** Finds the part at a height; within an item, the nearest one with text. */
    private @Nullable Placed at(double y, @Nullable ColumnItem within) {
        @Nullable Placed nearest = null;
        double least = Double.MAX_VALUE;
        for (Placed one : column.placed()) {
            boolean candidate = within == null || (one.item().equals(within) && one.node() instanceof LeafNode);
            if (candidate) {
                double distance = Math.max(0, Math.max(one.top() - y, y - one.top() - one.height()));
                if (distance < least) {
                    least = distance;
                    nearest = one;
                }
            }
        }
        return within == null && least > 0 ? null : nearest;
    }

    private boolean onControl(MouseEvent event) {
        @Nullable Node node = event.getTarget() instanceof Node target ? target : null;
        while (node != null && !node.equals(column.content())) {
            if (node instanceof ButtonBase || node instanceof TextInputControl) {
                return true;
            }
            node = node.getParent();
        }
        return false;
    }

    private void key(KeyEvent event) {
        if (!event.isShortcutDown() || event.getTarget() instanceof TextInputControl) {
            return;
        }
        if (event.getCode() == KeyCode.C && !text().isEmpty()) {
            copy.accept(text());
            event.consume();
        } else if (event.getCode() == KeyCode.A && item != null && item.hasParts()) {
            from = new Spot(0, 0);
            to = new Spot(item.parts().size() - 1, Integer.MAX_VALUE);
            paint();
            event.consume();
        }
    }
}
