package studio.athanor.desktop.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.markdown.Leaf.Alignment;
import studio.athanor.desktop.markdown.Leaf.Content;

/** Turns a table's nodes into rows of cells. One that is too big to lay out becomes lines with tabs. */
final class Tables {

    private static final int MOST_CELLS = 2_000;

    private Tables() {}

    static Content of(TableBlock table) {
        List<List<List<Span>>> rows = new ArrayList<>();
        List<Alignment> alignments = new ArrayList<>();
        for (@Nullable Node section = table.getFirstChild(); section != null; section = section.getNext()) {
            for (@Nullable Node row = section.getFirstChild(); row != null; row = row.getNext()) {
                if (row instanceof TableRow) {
                    rows.add(cells(row, rows.isEmpty() ? alignments : null));
                }
            }
        }
        int columns = alignments.size();
        rows.replaceAll(row -> fitted(row, columns));
        Content.Table whole = new Content.Table(alignments, rows);
        return (long) rows.size() * columns <= MOST_CELLS
                ? whole
                : new Content.Code("", whole.text(), Highlighter.START, Highlighter.START, true, true, false);
    }

    private static List<List<Span>> cells(Node row, @Nullable List<Alignment> alignments) {
        List<List<Span>> cells = new ArrayList<>();
        for (@Nullable Node node = row.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof TableCell cell) {
                cells.add(List.copyOf(Inlines.of(cell)));
                if (alignments != null) {
                    alignments.add(alignment(cell));
                }
            }
        }
        return cells;
    }

    private static Alignment alignment(TableCell cell) {
        if (cell.getAlignment() == TableCell.Alignment.CENTER) {
            return Alignment.CENTER;
        }
        return cell.getAlignment() == TableCell.Alignment.RIGHT ? Alignment.RIGHT : Alignment.LEFT;
    }

    private static List<List<Span>> fitted(List<List<Span>> row, int columns) {
        List<List<Span>> fitted = new ArrayList<>(row.subList(0, Math.min(columns, row.size())));
        while (fitted.size() < columns) {
            fitted.add(List.of());
        }
        return List.copyOf(fitted);
    }
}
