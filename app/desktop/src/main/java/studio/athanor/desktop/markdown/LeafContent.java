package studio.athanor.desktop.markdown;

import javafx.scene.layout.Region;
import studio.athanor.desktop.markdown.Leaf.Content;

/** The part of a leaf's node that shows its content. */
abstract class LeafContent extends Region {

    LeafContent() {}

    /** Shows content that grew out of the present one, or returns false if it cannot. */
    abstract boolean grow(Content next);

    /** Returns the index of the character boundary nearest to a point. */
    abstract int hit(double x, double y);

    /** Marks characters as selected. */
    abstract void select(int from, int to);

    /** Returns how far below the top the first line of text stands. */
    double firstBaseline() {
        return 0;
    }
}
