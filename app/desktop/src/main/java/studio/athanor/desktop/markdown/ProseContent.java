package studio.athanor.desktop.markdown;

import java.util.Locale;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import studio.athanor.desktop.markdown.Leaf.Content;
import studio.athanor.desktop.markdown.Leaf.ProseKind;

/** Shows running text. */
final class ProseContent extends LeafContent {

    private final SelectableFlow flow = new SelectableFlow();
    private final SpanTexts texts;
    private final ProseKind kind;

    ProseContent(Content.Prose prose, LeafActions actions) {
        kind = prose.kind();
        texts = new SpanTexts(actions);
        getStyleClass()
                .addAll("md-prose", "md-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        texts.show(flow, prose.spans());
        getChildren().add(flow);
    }

    @Override
    boolean grow(Content next) {
        if (!(next instanceof Content.Prose prose) || prose.kind() != kind) {
            return false;
        }
        texts.show(flow, prose.spans());
        return true;
    }

    @Override
    int hit(double x, double y) {
        return flow.hit(x, y);
    }

    @Override
    void select(int from, int to) {
        flow.select(from, to);
    }

    @Override
    double firstBaseline() {
        return flow.firstBaseline();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return flow.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        return flow.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        layoutInArea(flow, 0, 0, getWidth(), getHeight(), 0, HPos.LEFT, VPos.TOP);
    }
}
