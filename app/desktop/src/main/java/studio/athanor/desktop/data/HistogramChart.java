package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/** Columns as high as counts. */
final class HistogramChart extends Region {

    private final List<Long> counts;
    private final List<Region> columns = new ArrayList<>();
    private final long most;

    HistogramChart(List<Long> counts) {
        this.counts = List.copyOf(counts);
        most = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
        getStyleClass().add("histogram");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        for (Long count : counts) {
            Region column = new Region();
            column.getStyleClass().add("histogram-column");
            Tooltip.install(column, new Tooltip(String.valueOf(count)));
            columns.add(column);
        }
        getChildren().addAll(columns);
    }

    @Override
    protected void layoutChildren() {
        double step = columns.isEmpty() ? 0 : getWidth() / columns.size();
        for (int i = 0; i < columns.size(); i++) {
            double height = counts.get(i) == 0 ? 0 : Math.max(1, getHeight() * counts.get(i) / most);
            double x = Math.rint(i * step);
            double next = Math.rint((i + 1) * step);
            columns.get(i).resizeRelocate(x, getHeight() - height, Math.max(1, next - x - 1), height);
        }
    }
}
