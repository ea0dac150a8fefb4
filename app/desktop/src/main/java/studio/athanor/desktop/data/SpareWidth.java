package studio.athanor.desktop.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Gives the room that a table has left to its columns of long values, until somebody drags a column. FX thread only. */
final class SpareWidth {

    private static final double SCROLL_BAR = 18;

    private final TableView<?> table;
    private final Set<? extends TableColumn<?, ?>> wide;
    private final Map<TableColumn<?, ?>, Double> least = new LinkedHashMap<>();

    private SpareWidth(TableView<?> table, Set<? extends TableColumn<?, ?>> wide) {
        this.table = table;
        this.wide = wide;
        table.getColumns().forEach(column -> least.put(column, column.getPrefWidth()));
    }

    /**
     * Follows the width of a table, whose columns are all there and have the widths that they need.
     *
     * @param wide the columns that may grow
     */
    static <S> void give(TableView<S> table, List<TableColumn<S, ?>> wide) {
        if (!wide.isEmpty()) {
            SpareWidth spare = new SpareWidth(table, Set.copyOf(wide));
            table.widthProperty().subscribe(width -> spare.share(width.doubleValue()));
        }
    }

    private void share(double width) {
        boolean dragged =
                table.getColumns().stream().anyMatch(column -> Math.abs(column.getWidth() - column.getPrefWidth()) > 1);
        if (width <= 0 || dragged) {
            return;
        }
        double needed = least.values().stream().mapToDouble(Double::doubleValue).sum();
        double share = Math.floor(Math.max(0, width - SCROLL_BAR - needed) / wide.size());
        wide.forEach(column -> column.setPrefWidth(least.getOrDefault(column, 0.0) + share));
    }
}
