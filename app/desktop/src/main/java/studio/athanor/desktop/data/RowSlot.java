package studio.athanor.desktop.data;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.run.RunRow;

/** A place in the table: its row comes when it has been read. FX thread only. */
final class RowSlot {

    private final int index;
    private final ReadOnlyObjectWrapper<@Nullable RunRow> row = new ReadOnlyObjectWrapper<>();

    RowSlot(int index) {
        this.index = index;
    }

    /** Returns the place, from 0. */
    int index() {
        return index;
    }

    /** Returns the row; null until it has been read. */
    ReadOnlyObjectProperty<@Nullable RunRow> row() {
        return row.getReadOnlyProperty();
    }

    void show(RunRow read) {
        row.set(read);
    }
}
