package studio.athanor.desktop.gpus;

import java.util.List;
import javafx.scene.layout.Region;

/** A bar in parts that lie beside each other, for example of memory. What is left over is free. FX thread only. */
final class StackBar extends Region {

    private List<Part> parts = List.of();

    /**
     * A part of the bar.
     *
     * @param style its style class
     * @param fraction of the bar, from 0 to 1
     */
    record Part(String style, double fraction) {}

    StackBar() {
        getStyleClass().add("stack-bar");
        setMinWidth(24);
    }

    void show(List<Part> next) {
        if (next.equals(parts)) {
            return;
        }
        parts = List.copyOf(next);
        while (getChildren().size() > parts.size()) {
            getChildren().removeLast();
        }
        while (getChildren().size() < parts.size()) {
            Region made = new Region();
            made.setManaged(false);
            getChildren().add(made);
        }
        for (int i = 0; i < parts.size(); i++) {
            var styles = getChildren().get(i).getStyleClass();
            if (!styles.contains(parts.get(i).style())) {
                styles.setAll("stack-part", parts.get(i).style());
            }
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double x = 0;
        for (int i = 0; i < parts.size(); i++) {
            double end = Math.min(width, x + parts.get(i).fraction() * width);
            getChildren()
                    .get(i)
                    .resizeRelocate(snapPositionX(x), 0, snapPositionX(end) - snapPositionX(x), getHeight());
            x = end;
        }
    }
}
