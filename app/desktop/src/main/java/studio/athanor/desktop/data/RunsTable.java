package studio.athanor.desktop.data;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;

/** The runs, the latest first. Enter or a double click opens one, Delete puts one into the trash. */
final class RunsTable extends TableView<RunSummary> {

    private final Texts texts = Texts.of(RunsTable.class);
    private final RunWords words = new RunWords(texts);
    private final DataModel model;

    RunsTable(DataModel model) {
        super(model.runs().runs());
        this.model = model;
        setId("runs-table");
        getStyleClass().add("runs-table");
        setAccessibleText(texts.get("runs"));
        setPlaceholder(Buttons.wrapped(texts.get("runs.none"), "muted"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        TableColumn<RunSummary, RunSummary> state = column("column.state", 180);
        state.setCellFactory(column -> new StateCell());
        getColumns().add(column("column.recipe", 220, RunSummary::title));
        getColumns().add(state);
        TableColumn<RunSummary, RunSummary> rows =
                column("column.rows", 120, run -> words.rows(run.accepted(), run.target()));
        rows.getStyleClass().add("align-right");
        getColumns().add(rows);
        getColumns().add(column("column.changed", 150, run -> RunWords.when(run.changed())));
        getColumns().add(column("column.folder", 200, RunSummary::name));
        setRowFactory(table -> new Row());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        model.runs().changes().subscribe((before, now) -> refresh());
    }

    private TableColumn<RunSummary, RunSummary> column(String key, double width) {
        TableColumn<RunSummary, RunSummary> column = new TableColumn<>(texts.get(key));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setPrefWidth(width);
        column.setSortable(false);
        return column;
    }

    private TableColumn<RunSummary, RunSummary> column(String key, double width, Function<RunSummary, String> text) {
        TableColumn<RunSummary, RunSummary> column = column(key, width);
        boolean number = key.equals("column.rows");
        column.setCellFactory(cells -> new TextCell(text, number));
        return column;
    }

    private void key(KeyEvent event) {
        RunSummary run = getSelectionModel().getSelectedItem();
        if (run == null) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER) {
            model.openRun(run.folder());
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE && !model.runs().isBusy(run.folder())) {
            model.runs().delete(run);
            event.consume();
        }
    }

    private ContextMenu menu(RunSummary run) {
        MenuItem delete = item("run.delete", Feather.TRASH_2, () -> model.runs().delete(run));
        delete.setDisable(model.runs().isBusy(run.folder()));
        ContextMenu menu = new ContextMenu();
        menu.getItems()
                .setAll(List.of(
                        item("run.open", Feather.FOLDER, () -> model.openRun(run.folder())),
                        item(
                                "reveal",
                                Feather.FOLDER,
                                () -> model.services().actions().reveal(run.folder())),
                        delete));
        return menu;
    }

    private MenuItem item(String key, Ikon icon, Runnable action) {
        MenuItem item = new MenuItem(texts.get(key), new FontIcon(icon));
        item.setOnAction(event -> action.run());
        return item;
    }

    private static final class TextCell extends TableCell<RunSummary, RunSummary> {
        private final Function<RunSummary, String> words;

        TextCell(Function<RunSummary, String> words, boolean number) {
            this.words = words;
            if (number) {
                getStyleClass().add("number");
            }
        }

        @Override
        protected void updateItem(@Nullable RunSummary item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
        }
    }

    private final class StateCell extends TableCell<RunSummary, RunSummary> {
        private final FontIcon icon = new FontIcon();

        @Override
        protected void updateItem(@Nullable RunSummary item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                setGraphic(null);
                setTooltip(null);
                return;
            }
            boolean working = model.runs().isWorking(item.folder());
            icon.setIconCode(RunWords.icon(item.status(), working));
            setGraphic(icon);
            setText(words.status(item.status(), working));
            setTooltip(item.reason().isEmpty() ? null : new Tooltip(item.reason()));
        }
    }

    private final class Row extends TableRow<RunSummary> {

        Row() {
            addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                RunSummary run = getItem();
                if (run != null && event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
                    model.openRun(run.folder());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable RunSummary item, boolean empty) {
            super.updateItem(item, empty);
            setContextMenu(empty || item == null ? null : menu(item));
        }
    }
}
