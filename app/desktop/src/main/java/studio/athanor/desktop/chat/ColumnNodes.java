package studio.athanor.desktop.chat;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.chat.VirtualColumn.Placed;

/** The nodes of what is seen of a {@link VirtualColumn}: made and measured, kept in order, dropped. FX thread only. */
final class ColumnNodes {

    private static final int MOST_ITEMS_WITH_PARTS = 120;

    private final Pane pane = new QuietPane();
    private final Heights heights;
    private final Set<ColumnItem> withParts = new LinkedHashSet<>();
    private List<Placed> placed = List.of();

    /**
     * Has no nodes yet.
     *
     * @param heights of all items; told when one turns out to be of another height
     */
    ColumnNodes(Heights heights) {
        this.heights = heights;
    }

    /** Returns what holds the nodes. */
    Pane pane() {
        return pane;
    }

    /** Returns what has nodes now, top to bottom. */
    List<Placed> placed() {
        return placed;
    }

    /** Forgets the items at and after an index: others come in their place. */
    void forgetItems(int from) {
        withParts.removeIf(item -> item.index() >= from);
    }

    /**
     * Returns a part with its node and height at a width; a node that is new goes beside a neighbour, before or after it.
     */
    Measured measured(ColumnItem item, int index, double width, @Nullable Node neighbour, boolean after) {
        withParts.remove(item);
        withParts.add(item);
        ColumnPart part = item.parts().get(index);
        @Nullable Node node = part.node();
        if (node == null) {
            node = part.buildNode();
            insert(node, neighbour, after);
            node.applyCss();
        }
        double before = part.height(width);
        double height = part.measure(node, width);
        if (height != before && item.index() < heights.size()) {
            heights.set(item.index(), item.height(width));
        }
        return new Measured(item, index, part, node, height);
    }

    /** A part that has a node, not placed yet. */
    record Measured(ColumnItem item, int index, ColumnPart part, Node node, double height) {
        Placed at(double top) {
            return new Placed(item, index, part, node, top, height);
        }
    }

    /** Nodes are kept in the order in which they are seen, as Tab goes by it. */
    private void insert(Node node, @Nullable Node neighbour, boolean after) {
        ObservableList<Node> nodes = pane.getChildren();
        int at = neighbour == null ? -1 : nodes.indexOf(neighbour);
        if (at < 0) {
            nodes.add(after ? nodes.size() : 0, node);
        } else {
            nodes.add(after ? at + 1 : at, node);
        }
    }

    /** Places nodes, and drops those that are not seen any more; returns whether the focus went with one. */
    boolean keep(List<Placed> now, double width) {
        Set<Node> seen = new HashSet<>();
        for (Placed one : now) {
            seen.add(one.node());
            one.node().resizeRelocate(0, Math.rint(one.top()), width, one.height());
        }
        for (Placed one : placed) {
            if (!seen.contains(one.node())) {
                one.part().dropNode();
            }
        }
        boolean focusLost = false;
        if (pane.getChildren().size() > seen.size()) {
            boolean hadFocus = focusIsInside();
            pane.getChildren().removeIf(node -> !seen.contains(node));
            focusLost = hadFocus && !focusIsInside();
        }
        placed = List.copyOf(now);
        return focusLost;
    }

    private boolean focusIsInside() {
        @Nullable Node at = pane.getScene() == null ? null : pane.getScene().getFocusOwner();
        while (at != null && !at.equals(pane)) {
            at = at.getParent();
        }
        return at != null;
    }

    /** Lets the items that were seen longest ago forget their parts. */
    void forgetFarItems(double width) {
        if (withParts.size() <= MOST_ITEMS_WITH_PARTS) {
            return;
        }
        Set<ColumnItem> seen = new HashSet<>();
        for (Placed one : placed) {
            seen.add(one.item());
        }
        withParts.removeIf(item -> {
            if (withParts.size() <= MOST_ITEMS_WITH_PARTS || seen.contains(item) || !item.mayForget()) {
                return false;
            }
            item.forgetParts(width);
            return true;
        });
    }

    /** Lays nothing out by itself: the column does. */
    private static final class QuietPane extends Pane {
        @Override
        protected void layoutChildren() {}
    }
}
