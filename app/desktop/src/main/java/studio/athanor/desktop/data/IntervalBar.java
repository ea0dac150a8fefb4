package studio.athanor.desktop.data;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/** A mean as a mark, and the interval that holds it as a bar. */
final class IntervalBar extends Region {

    private static final double DOT = 3;
    private static final double LINE = 7;

    private final double low;
    private final double mean;
    private final double high;
    private final Region track = new Region();
    private final Region interval = new Region();
    private final Region dot = new Region();

    /** Creates a bar of shares from 0 to 1. */
    IntervalBar(double low, double mean, double high) {
        this.low = low;
        this.mean = mean;
        this.high = high;
        getStyleClass().add("interval-bar");
        track.getStyleClass().add("interval-track");
        interval.getStyleClass().add("interval-line");
        dot.getStyleClass().add("interval-dot");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        getChildren().addAll(track, interval, dot);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - DOT;
        double middle = getHeight() / 2;
        track.resizeRelocate(DOT / 2, middle - 0.5, width, 1);
        interval.resizeRelocate(DOT / 2 + low * width, middle - LINE / 2, Math.max(1, (high - low) * width), LINE);
        dot.resizeRelocate(mean * width, middle - LINE, DOT, 2 * LINE);
    }
}
