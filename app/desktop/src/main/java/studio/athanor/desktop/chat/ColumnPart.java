package studio.athanor.desktop.chat;

import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** A piece of an item that is laid out by itself and has a node only while it is seen. FX thread only. */
abstract class ColumnPart {

    private @Nullable Node node;
    private double height;
    private double measuredWidth = -1;

    /** Builds the node. */
    abstract Node build();

    /** Guesses the height before the node was ever built. */
    abstract double estimate(double width);

    /** Returns the node if the part is seen now. */
    @Nullable
    Node node() {
        return node;
    }

    Node buildNode() {
        Node built = build();
        node = built;
        return built;
    }

    void dropNode() {
        node = null;
    }

    /** Tells that the part shows something else now. */
    void forgetHeight() {
        measuredWidth = -1;
    }

    /** Measures the node, which is in the scene. */
    double measure(Node shown, double width) {
        boolean clean = !(shown instanceof Parent parent) || !parent.isNeedsLayout();
        if (measuredWidth != width || !clean) {
            height = Math.ceil(shown.prefHeight(width));
            measuredWidth = width;
        }
        return height;
    }

    /** Returns the measured height if there is one for this width, or a guess. */
    double height(double width) {
        return measuredWidth == width ? height : estimate(width);
    }
}
