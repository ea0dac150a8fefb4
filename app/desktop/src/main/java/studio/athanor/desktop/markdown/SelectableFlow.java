package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import studio.athanor.desktop.markdown.Leaf.Alignment;

/**
 * A text flow in which characters can be selected, and in which runs can have a background. JavaFX's own has neither.
 */
final class SelectableFlow extends Region {

    private final TextFlow flow = new TextFlow();
    private final Path selection = new Path();
    private final Path background = new Path();
    private List<Run> runs = List.of();
    private int selectedFrom;
    private int selectedTo;

    /**
     * A run of text of equal looks.
     *
     * @param text what it says
     * @param key what its looks are made of; runs with equal text and key look the same
     * @param shaded whether it has a background
     * @param maker makes the node
     */
    record Run(String text, Object key, boolean shaded, Supplier<Text> maker) {
        boolean looksLike(Run other) {
            return key.equals(other.key) && shaded == other.shaded;
        }
    }

    SelectableFlow() {
        flow.getStyleClass().add("md-flow");
        selection.getStyleClass().add("md-selection");
        background.getStyleClass().add("md-shade");
        selection.setManaged(false);
        background.setManaged(false);
        selection.setMouseTransparent(true);
        background.setMouseTransparent(true);
        getChildren().addAll(background, selection, flow);
    }

    void align(Alignment alignment) {
        flow.setTextAlignment(
                switch (alignment) {
                    case LEFT -> TextAlignment.LEFT;
                    case CENTER -> TextAlignment.CENTER;
                    case RIGHT -> TextAlignment.RIGHT;
                });
    }

    /** Shows runs; nodes of equal runs at the beginning are kept. */
    void show(List<Run> next) {
        int same = 0;
        int limit = Math.min(next.size(), runs.size());
        while (same < limit
                && next.get(same).text().equals(runs.get(same).text())
                && next.get(same).looksLike(runs.get(same))) {
            same++;
        }
        if (same == runs.size() - 1 && same < next.size() && runs.get(same).looksLike(next.get(same))) {
            ((Text) flow.getChildren().get(same)).setText(next.get(same).text());
            same++;
        }
        List<Node> fresh = new ArrayList<>();
        for (Run run : next.subList(same, next.size())) {
            fresh.add(run.maker().get());
        }
        if (same < flow.getChildren().size()) {
            flow.getChildren().remove(same, flow.getChildren().size());
        }
        flow.getChildren().addAll(fresh);
        runs = List.copyOf(next);
        requestLayout();
    }

    int hit(double x, double y) {
        Point2D point = flow.parentToLocal(x, y);
        return Math.max(0, flow.getHitInfo(point).getInsertionIndex());
    }

    void select(int from, int to) {
        if (from != selectedFrom || to != selectedTo) {
            selectedFrom = from;
            selectedTo = to;
            paintSelection();
        }
    }

    double firstBaseline() {
        return flow.getBaselineOffset();
    }

    private void paintSelection() {
        if (selectedTo > selectedFrom) {
            selection.getElements().setAll(flow.getRangeShape(selectedFrom, selectedTo, true));
        } else {
            selection.getElements().clear();
        }
    }

    private void paintBackground() {
        List<PathElement> shapes = new ArrayList<>();
        int at = 0;
        for (Run run : runs) {
            int end = at + run.text().length();
            if (run.shaded()) {
                shapes.addAll(List.of(flow.getRangeShape(at, end, false)));
            }
            at = end;
        }
        background.getElements().setAll(shapes);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset() + flow.prefWidth(-1) + snappedRightInset();
    }

    @Override
    protected double computePrefHeight(double width) {
        double inner = width < 0 ? -1 : Math.max(1, width - snappedLeftInset() - snappedRightInset());
        return snappedTopInset() + flow.prefHeight(inner) + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        double x = snappedLeftInset();
        double y = snappedTopInset();
        layoutInArea(
                flow,
                x,
                y,
                Math.max(1, getWidth() - x - snappedRightInset()),
                Math.max(0, getHeight() - y - snappedBottomInset()),
                0,
                HPos.LEFT,
                VPos.TOP);
        selection.setLayoutX(x);
        selection.setLayoutY(y);
        background.setLayoutX(x);
        background.setLayoutY(y);
        paintSelection();
        paintBackground();
    }
}
