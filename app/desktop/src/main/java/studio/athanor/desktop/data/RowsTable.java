package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;
import studio.athanor.desktop.shell.Texts;

/** The rows of a run. Cells are of one height, which the style sheet says, so that the table only ever looks at the rows in view. FX thread only. */
final class RowsTable extends TableView<RowSlot> {

    private static final int MOST_FILTER_VALUE = 200;

    private final Texts texts = Texts.of(RowsTable.class);
    private final RunModel run;
    private @Nullable RowFilter shown;

    RowsTable(RunModel run) {
        this.run = run;
        setId("rows-table");
        setAccessibleText(texts.get("rows.table"));
        setAccessibleHelp(texts.get("rows.table.help"));
        getStyleClass().add("rows-table");
        setPlaceholder(Buttons.wrapped("", "muted"));
        getColumns().add(number());
        List<TableColumn<RowSlot, ?>> wide = new ArrayList<>();
        for (Column column : run.store().recipe().columns()) {
            TableColumn<RowSlot, ?> made = value(column);
            getColumns().add(made);
            if (isLong(column.kind())) {
                wide.add(made);
            }
        }
        SpareWidth.give(this, wide);
        setRowFactory(table -> new Row());
        run.rows().rows().subscribe(this::show);
        run.rows().counting().subscribe(counting -> showEmpty());
        run.rows().count().subscribe(count -> showEmpty());
        getSelectionModel().selectedItemProperty().subscribe(this::inspect);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Where rows that are filtered as before have moved, the same place stays chosen. */
    private void show(LazyRows list) {
        int chosen = getSelectionModel().getSelectedIndex();
        RowFilter filter = run.rows().filter().get();
        boolean same = filter.equals(shown);
        shown = filter;
        setItems(list);
        if (same && chosen >= 0 && !list.isEmpty()) {
            getSelectionModel().select(Math.min(chosen, list.size() - 1));
        }
    }

    private void showEmpty() {
        if (getPlaceholder() instanceof Label label) {
            boolean plain = run.rows().filter().get().equals(RowFilter.ACCEPTED);
            label.setText(
                    run.rows().counting().get()
                            ? texts.get("rows.counting")
                            : texts.get(plain ? "rows.none.yet" : "rows.none"));
        }
    }

    private void inspect(@Nullable RowSlot slot) {
        RunRow row = slot == null ? null : slot.row().get();
        if (row != null) {
            run.inspect(row);
        } else if (slot != null) {
            // the page is on its way
            slot.row().subscribe(read -> {
                if (read != null && slot.equals(getSelectionModel().getSelectedItem())) {
                    run.inspect(read);
                }
            });
        }
    }

    private TableColumn<RowSlot, @Nullable RunRow> number() {
        TableColumn<RowSlot, @Nullable RunRow> column = new TableColumn<>(texts.get("rows.number"));
        column.setCellValueFactory(cell -> cell.getValue().row());
        column.setCellFactory(cells -> new NumberCell());
        column.setPrefWidth(72);
        column.setSortable(false);
        column.getStyleClass().add("align-right");
        column.setReorderable(false);
        return column;
    }

    private TableColumn<RowSlot, @Nullable RunRow> value(Column of) {
        TableColumn<RowSlot, @Nullable RunRow> column = new TableColumn<>(of.name());
        boolean number = isNumber(of.kind());
        column.setCellValueFactory(cell -> cell.getValue().row());
        column.setCellFactory(cells -> new ValueCell(of.name(), number));
        column.setPrefWidth(width(of.kind(), number));
        column.setSortable(false);
        if (number) {
            column.getStyleClass().add("align-right");
        }
        return column;
    }

    private static boolean isNumber(ColumnKind kind) {
        return kind instanceof ColumnKind.Uniform
                || kind instanceof ColumnKind.Normal
                || kind instanceof ColumnKind.Poisson
                || kind instanceof ColumnKind.IntegerRange;
    }

    private static boolean isLong(ColumnKind kind) {
        return isWritten(kind) || kind instanceof ColumnKind.Expression || kind instanceof ColumnKind.Chunk;
    }

    private static boolean isWritten(ColumnKind kind) {
        return kind instanceof ColumnKind.ModelWritten && !(kind instanceof ColumnKind.Choice);
    }

    private static double width(ColumnKind kind, boolean number) {
        if (number) {
            return 90;
        }
        return isWritten(kind) ? 320 : 150;
    }

    private void key(KeyEvent event) {
        RowSlot slot = getSelectionModel().getSelectedItem();
        RunRow row = slot == null ? null : slot.row().get();
        if (row == null) {
            return;
        }
        if (event.getCode() == KeyCode.DELETE) {
            run.setState(row, RowState.REMOVED);
            event.consume();
        } else if (event.getCode() == KeyCode.INSERT) {
            run.setState(row, RowState.ACCEPTED);
            event.consume();
        }
    }

    private ContextMenu menu(RunRow row, @Nullable String column) {
        ContextMenu menu = new ContextMenu();
        MenuItem accept = new MenuItem(texts.get("row.accept"), new FontIcon(Feather.CHECK));
        accept.setOnAction(event -> run.setState(row, RowState.ACCEPTED));
        accept.setDisable(row.state() == RowState.ACCEPTED);
        MenuItem remove = new MenuItem(texts.get("row.remove"), new FontIcon(Feather.TRASH_2));
        remove.setOnAction(event -> run.setState(row, RowState.REMOVED));
        remove.setDisable(row.state() == RowState.REMOVED);
        menu.getItems().setAll(List.of(accept, remove));
        if (column != null) {
            String value = CellWords.plain(row.row().get(column));
            MenuItem only = new MenuItem(texts.get("row.only", column), new FontIcon(Feather.FILTER));
            only.setOnAction(event -> run.rows().showEqual(column, value));
            only.setDisable(value.length() > MOST_FILTER_VALUE);
            MenuItem copy = new MenuItem(texts.get("row.copy"), new FontIcon(Feather.COPY));
            copy.setOnAction(event -> run.services().actions().copy(value));
            menu.getItems().addAll(List.of(only, copy));
        }
        return menu;
    }

    /** The number of a row, with its state where it does not count. */
    private final class NumberCell extends TableCell<RowSlot, @Nullable RunRow> {
        private final FontIcon icon = new FontIcon();

        NumberCell() {
            getStyleClass().add("number");
        }

        @Override
        protected void updateItem(@Nullable RunRow item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(null);
            if (empty || item == null) {
                setText(empty ? null : "…");
                return;
            }
            setText(String.valueOf(item.number()));
            if (item.state() != RowState.ACCEPTED || item.edited()) {
                icon.setIconCode(
                        switch (item.state()) {
                            case ACCEPTED -> Feather.EDIT_2;
                            case REJECTED -> Feather.ALERT_TRIANGLE;
                            case REMOVED -> Feather.TRASH_2;
                        });
                setGraphic(icon);
            }
            setAccessibleText(
                    texts.get("row.spoken", String.valueOf(item.number()), texts.get("row.state." + item.state())));
        }
    }

    private final class ValueCell extends TableCell<RowSlot, @Nullable RunRow> {
        private final String column;

        ValueCell(String column, boolean number) {
            this.column = column;
            if (number) {
                getStyleClass().add("number");
            }
            setOnContextMenuRequested(event -> {
                RunRow row = getItem();
                if (row != null) {
                    menu(row, column).show(this, event.getScreenX(), event.getScreenY());
                    event.consume();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable RunRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                return;
            }
            JsonElement value = item.row().get(column);
            setText(CellWords.oneLine(value));
        }
    }

    private final class Row extends TableRow<RowSlot> {

        Row() {
            setOnContextMenuRequested(event -> {
                RunRow row = getItem() == null ? null : getItem().row().get();
                if (row != null) {
                    menu(row, null).show(this, event.getScreenX(), event.getScreenY());
                    event.consume();
                }
            });
        }
    }
}
