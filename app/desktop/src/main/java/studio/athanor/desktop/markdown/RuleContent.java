package studio.athanor.desktop.markdown;

import javafx.scene.layout.Region;
import studio.athanor.desktop.markdown.Leaf.Content;

/** Shows a line across. */
final class RuleContent extends LeafContent {

    private static final double HEIGHT = 9;

    private final Region line = new Region();

    RuleContent() {
        line.getStyleClass().add("md-rule");
        getChildren().add(line);
    }

    @Override
    boolean grow(Content next) {
        return next instanceof Content.Rule;
    }

    @Override
    int hit(double x, double y) {
        return 0;
    }

    @Override
    void select(int from, int to) {}

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected void layoutChildren() {
        line.resizeRelocate(0, Math.floor(getHeight() / 2), getWidth(), 1);
    }
}
