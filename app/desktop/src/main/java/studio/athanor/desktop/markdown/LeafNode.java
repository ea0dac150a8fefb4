package studio.athanor.desktop.markdown;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import studio.athanor.desktop.markdown.Leaf.Content;
import studio.athanor.desktop.markdown.Leaf.Gutter;

/**
 * Shows one leaf at a given width: its gutters at the left, its content beside them. Its text can be selected by
 * character. The space above is part of it, unless it is the first.
 */
public final class LeafNode extends Region {

    private static final double ITEM_INDENT = 24;
    private static final double QUOTE_INDENT = 16;
    private static final double QUOTE_BAR = 3;

    private Leaf leaf;
    private final LeafContent content;
    private final boolean first;
    private final List<Region> gutters;

    /**
     * Builds the node.
     *
     * @param leaf what to show
     * @param first whether nothing stands above, so that no space is needed
     * @param actions what links and buttons ask for
     */
    public LeafNode(Leaf leaf, boolean first, LeafActions actions) {
        this.leaf = leaf;
        this.first = first;
        this.content = content(leaf, actions);
        this.gutters = leaf.gutters().stream().map(LeafNode::gutter).toList();
        getStyleClass().add("md-leaf");
        getChildren().addAll(gutters);
        getChildren().add(content);
    }

    private LeafContent content(Leaf shown, LeafActions actions) {
        return switch (shown.content()) {
            case Content.Prose prose -> new ProseContent(prose, actions);
            case Content.Code code -> new CodeContent(code, () -> actions.copyCode(this));
            case Content.Table table -> new TableContent(table, actions);
            case Content.Rule _ -> new RuleContent();
        };
    }

    private static Region gutter(Gutter gutter) {
        return switch (gutter) {
            case Gutter.Quote _ -> {
                Region bar = new Region();
                bar.getStyleClass().add("md-quote-bar");
                yield bar;
            }
            case Gutter.Item item -> {
                Label marker = new Label(item.marker());
                marker.getStyleClass().add("md-marker");
                marker.setVisible(!item.marker().isEmpty());
                yield marker;
            }
        };
    }

    /** Returns what is shown. */
    public Leaf leaf() {
        return leaf;
    }

    /**
     * Shows a leaf that grew out of the present one, where that can be done in place.
     *
     * @return whether it was done; if not, build a new node
     */
    public boolean grow(Leaf next) {
        if (next.space() != leaf.space() || !next.gutters().equals(leaf.gutters()) || !content.grow(next.content())) {
            return false;
        }
        leaf = next;
        return true;
    }

    /** Returns the number of characters that can be selected. */
    public int length() {
        return leaf.text().length();
    }

    /** Returns the index of the character boundary nearest to a point. */
    public int hit(double x, double y) {
        Point2D point = content.parentToLocal(x, y);
        return content.hit(point.getX(), point.getY());
    }

    /** Marks characters as selected; an empty range marks none. */
    public void select(int from, int to) {
        content.select(from, to);
    }

    private double left() {
        double left = 0;
        for (Gutter gutter : leaf.gutters()) {
            left += gutter instanceof Gutter.Quote ? QUOTE_INDENT : ITEM_INDENT;
        }
        return left;
    }

    private double top() {
        return first ? 0 : leaf.space();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.ceil(top() + content.prefHeight(Math.max(40, width - left())));
    }

    @Override
    protected double computePrefWidth(double height) {
        return left() + content.prefWidth(-1);
    }

    @Override
    protected void layoutChildren() {
        double top = top();
        double x = 0;
        for (int i = 0; i < gutters.size(); i++) {
            Region gutter = gutters.get(i);
            switch (leaf.gutters().get(i)) {
                case Gutter.Quote quote -> {
                    double from = quote.joined() ? 0 : top;
                    gutter.resizeRelocate(x, from, QUOTE_BAR, getHeight() - from);
                    x += QUOTE_INDENT;
                }
                case Gutter.Item _ -> {
                    double width = gutter.prefWidth(-1);
                    double baseline = content.firstBaseline() - gutter.getBaselineOffset();
                    gutter.resizeRelocate(
                            x + Math.max(0, ITEM_INDENT - 8 - width),
                            Math.rint(top + Math.max(0, baseline)),
                            width,
                            gutter.prefHeight(-1));
                    x += ITEM_INDENT;
                }
            }
        }
        layoutInArea(
                content, x, top, Math.max(40, getWidth() - x), Math.max(0, getHeight() - top), 0, HPos.LEFT, VPos.TOP);
    }
}
