package studio.athanor.desktop.chat;

import javafx.scene.Node;
import studio.athanor.desktop.markdown.Leaf;
import studio.athanor.desktop.markdown.LeafActions;
import studio.athanor.desktop.markdown.LeafNode;

/** One leaf of a message's text. */
final class LeafPart extends ColumnPart {

    private static final double LINE = 20;
    private static final double CHAR = 7;

    private final boolean first;
    private final LeafActions actions;
    private final String styleClass;
    private Leaf leaf;

    LeafPart(Leaf leaf, boolean first, LeafActions actions, String styleClass) {
        this.leaf = leaf;
        this.first = first;
        this.actions = actions;
        this.styleClass = styleClass;
    }

    Leaf leaf() {
        return leaf;
    }

    /** Shows a leaf that grew out of this one, or returns false. */
    boolean grow(Leaf next) {
        if (leaf.equals(next)) {
            return true;
        }
        if (node() instanceof LeafNode shown && !shown.grow(next)) {
            return false;
        }
        leaf = next;
        forgetHeight();
        return true;
    }

    @Override
    Node build() {
        LeafNode node = new LeafNode(leaf, first, actions);
        node.getStyleClass().add(styleClass);
        return node;
    }

    @Override
    double estimate(double width) {
        String text = leaf.text();
        double perLine = Math.max(10, width / CHAR);
        double lines = 0;
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            lines += Math.max(1, Math.ceil((to - from) / perLine));
            from = to + 1;
        }
        return (first ? 0 : leaf.space()) + lines * LINE;
    }
}
