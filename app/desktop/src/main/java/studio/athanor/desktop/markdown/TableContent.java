package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import studio.athanor.desktop.markdown.Leaf.Content;

/** Shows a table: columns as wide as they want to be, squeezed in proportion where there is no room. */
final class TableContent extends LeafContent {

    private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");
    private static final double LEAST_COLUMN = 48;

    private final List<List<SelectableFlow>> rows = new ArrayList<>();
    private final LeafActions actions;
    private Content.Table table;

    TableContent(Content.Table table, LeafActions actions) {
        this.actions = actions;
        this.table = table;
        getStyleClass().add("md-table");
        show(0);
    }

    @Override
    boolean grow(Content next) {
        if (!(next instanceof Content.Table other)
                || !other.alignments().equals(table.alignments())
                || other.rows().size() < table.rows().size()) {
            return false;
        }
        int same = 0;
        while (same < table.rows().size()
                && other.rows().get(same).equals(table.rows().get(same))) {
            same++;
        }
        table = other;
        show(same);
        return true;
    }

    private void show(int from) {
        while (rows.size() > from) {
            getChildren().removeAll(rows.removeLast());
        }
        for (List<List<Span>> cells : table.rows().subList(from, table.rows().size())) {
            List<SelectableFlow> row = new ArrayList<>();
            for (int column = 0; column < cells.size(); column++) {
                SelectableFlow cell = new SelectableFlow();
                cell.getStyleClass().add("md-cell");
                cell.pseudoClassStateChanged(HEAD, rows.isEmpty());
                cell.align(table.alignments().get(column));
                new SpanTexts(actions).show(cell, cells.get(column));
                row.add(cell);
            }
            rows.add(row);
            getChildren().addAll(row);
        }
        requestLayout();
    }

    @Override
    int hit(double x, double y) {
        int at = 0;
        for (int r = 0; r < rows.size(); r++) {
            List<SelectableFlow> row = rows.get(r);
            for (int c = 0; c < row.size(); c++) {
                SelectableFlow cell = row.get(c);
                int length = Span.text(table.rows().get(r).get(c)).length();
                boolean lastRow = r == rows.size() - 1 || y < cell.getLayoutY() + cell.getHeight();
                boolean lastColumn = c == row.size() - 1 || x < cell.getLayoutX() + cell.getWidth();
                if (lastRow && lastColumn) {
                    return at + Math.min(length, cell.hit(x - cell.getLayoutX(), y - cell.getLayoutY()));
                }
                at += length + 1;
            }
        }
        return 0;
    }

    @Override
    void select(int from, int to) {
        int at = 0;
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < rows.get(r).size(); c++) {
                int length = Span.text(table.rows().get(r).get(c)).length();
                rows.get(r)
                        .get(c)
                        .select(Math.clamp((long) from - at, 0, length), Math.clamp((long) to - at, 0, length));
                at += length + 1;
            }
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double[] widths(double available) {
        int columns = table.alignments().size();
        double[] wanted = new double[columns];
        double sum = 0;
        for (int c = 0; c < columns; c++) {
            for (List<SelectableFlow> row : rows) {
                wanted[c] = Math.max(wanted[c], Math.ceil(row.get(c).prefWidth(-1)));
            }
            wanted[c] = Math.max(LEAST_COLUMN, wanted[c]);
            sum += wanted[c];
        }
        if (available < 0 || sum <= available) {
            return wanted;
        }
        double most = Math.max(LEAST_COLUMN, Math.floor(fairShare(wanted, available)));
        for (int c = 0; c < columns; c++) {
            wanted[c] = Math.min(wanted[c], most);
        }
        return wanted;
    }

    /** Narrow columns keep their width; the wide ones share what is left. */
    private static double fairShare(double[] widths, double available) {
        double[] sorted = widths.clone();
        Arrays.sort(sorted);
        double rest = available;
        for (int i = 0; i < sorted.length; i++) {
            double fair = rest / (sorted.length - i);
            if (sorted[i] > fair) {
                return fair;
            }
            rest -= sorted[i];
        }
        return available;
    }

    private double rowHeight(List<SelectableFlow> row, double[] widths) {
        double height = 0;
        for (int c = 0; c < row.size(); c++) {
            height = Math.max(height, row.get(c).prefHeight(widths[c]));
        }
        return Math.ceil(height);
    }

    @Override
    protected double computePrefWidth(double height) {
        double sum = 0;
        for (double width : widths(-1)) {
            sum += width;
        }
        return sum;
    }

    @Override
    protected double computePrefHeight(double width) {
        double[] widths = widths(width);
        double height = 0;
        for (List<SelectableFlow> row : rows) {
            height += rowHeight(row, widths);
        }
        return height;
    }

    @Override
    protected void layoutChildren() {
        double[] widths = widths(getWidth());
        double y = 0;
        for (List<SelectableFlow> row : rows) {
            double height = rowHeight(row, widths);
            double x = 0;
            for (int c = 0; c < row.size(); c++) {
                row.get(c).resizeRelocate(x, y, widths[c], height);
                x += widths[c];
            }
            y += height;
        }
    }
}
