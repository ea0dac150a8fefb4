package studio.athanor.desktop.gpus;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import studio.athanor.desktop.theme.Theme;

/** Cards of equal width beside each other, as many as there is room for. FX thread only. */
final class CardGrid extends Pane {

    private static final double GAP = 12;
    private static final double LEAST_EMS = 23;
    private static final double MOST_EMS = 36;

    private double em = Theme.BASE_FONT_PIXELS;

    /** @param pixels size of the text in the cards */
    void textIs(double pixels) {
        if (pixels != em) {
            em = pixels;
            requestLayout();
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.min(200, LEAST_EMS * em);
    }

    @Override
    protected double computePrefWidth(double height) {
        return LEAST_EMS * em * getManagedChildren().size();
    }

    @Override
    protected double computePrefHeight(double width) {
        List<Node> cards = getManagedChildren();
        if (cards.isEmpty()) {
            return 0;
        }
        int columns = columns(width);
        double height = -GAP;
        for (int first = 0; first < cards.size(); first += columns) {
            height += GAP + rowHeight(cards, first, columns, cardWidth(width, columns));
        }
        return height;
    }

    @Override
    protected void layoutChildren() {
        List<Node> cards = getManagedChildren();
        int columns = columns(getWidth());
        double width = cardWidth(getWidth(), columns);
        double y = 0;
        for (int first = 0; first < cards.size(); first += columns) {
            double height = rowHeight(cards, first, columns, width);
            for (int i = first; i < Math.min(cards.size(), first + columns); i++) {
                cards.get(i).resizeRelocate(snapPositionX((i - first) * (width + GAP)), y, width, height);
            }
            y += height + GAP;
        }
    }

    private int columns(double width) {
        if (width <= 0) {
            return Math.max(1, getManagedChildren().size());
        }
        return Math.max(1, (int) ((width + GAP) / (LEAST_EMS * em + GAP)));
    }

    private double cardWidth(double width, int columns) {
        int used = Math.max(1, Math.min(columns, getManagedChildren().size()));
        return Math.floor(Math.min(MOST_EMS * em, (width - GAP * (used - 1)) / used));
    }

    private double rowHeight(List<Node> cards, int first, int columns, double width) {
        double height = 0;
        for (int i = first; i < Math.min(cards.size(), first + columns); i++) {
            height = Math.max(height, cards.get(i).prefHeight(width));
        }
        return snapSizeY(height);
    }
}
