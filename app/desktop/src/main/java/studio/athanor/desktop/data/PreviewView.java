package studio.athanor.desktop.data;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.run.Cell;
import studio.athanor.desktop.data.DataRooms.PreviewRow;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.shell.Texts;

/** Some rows of the open recipe, and below them every cell of the chosen one. FX thread only. */
final class PreviewView extends BorderPane {

    private final Texts texts = Texts.of(PreviewView.class);
    private final DataModel data;
    private final PreviewModel model;
    private final TableView<PreviewRow> table;
    private final Label words = Buttons.wrapped("", "muted");
    private final Button cancel;
    private final VBox cells = new VBox();
    private List<String> columns = List.of();

    PreviewView(DataModel data, EditorModel editor, PreviewModel model) {
        this.data = data;
        this.model = model;
        setId("preview");
        getStyleClass().add("preview");
        table = new TableView<>(model.rows());
        table.setId("preview-table");
        table.setAccessibleText(texts.get("preview"));
        table.setPlaceholder(new Label());
        table.getSelectionModel().selectedItemProperty().subscribe(this::showCells);
        table.getStyleClass().add("preview-table");
        cancel = Buttons.of("preview-cancel", texts.get("cancel"), Feather.X, model::cancel);
        cells.getStyleClass().add("preview-cells");
        ScrollPane scroll = new ScrollPane(cells);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        words.setId("preview-words");
        VBox middle = new VBox(words, table, scroll);
        middle.getStyleClass().add("preview-middle");
        setTop(bar());
        setCenter(middle);
        editor.recipe().subscribe(this::showColumns);
        model.state().subscribe(this::show);
        model.rows().addListener((ListChangeListener<PreviewRow>) change -> selectFirst());
    }

    private FlowPane bar() {
        Label title = new Label(texts.get("preview"));
        title.getStyleClass().add("strong");
        CheckBox live = new CheckBox(texts.get("preview.live"));
        live.setId("preview-live");
        live.setAccessibleHelp(texts.get("preview.live.help"));
        live.selectedProperty().bindBidirectional(model.live());
        FlowPane bar = new FlowPane(title, live, cancel);
        bar.getStyleClass().add("preview-bar");
        return bar;
    }

    private void showColumns(@Nullable Recipe recipe) {
        if (recipe == null) {
            return;
        }
        List<String> wanted =
                recipe.columns().stream().map(column -> column.name()).toList();
        if (!wanted.equals(columns)) {
            columns = wanted;
            table.getColumns().setAll(wanted.stream().map(this::column).toList());
        }
    }

    private TableColumn<PreviewRow, PreviewRow> column(String name) {
        TableColumn<PreviewRow, PreviewRow> column = new TableColumn<>(name);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(cells -> new ValueCell(name));
        column.setSortable(false);
        column.setPrefWidth(140);
        return column;
    }

    private void selectFirst() {
        if (table.getSelectionModel().getSelectedItem() == null && !model.rows().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void show(PreviewState state) {
        boolean running = state instanceof PreviewState.Running;
        cancel.setVisible(running);
        cancel.setManaged(running);
        words.getStyleClass().remove("problem");
        words.setText(
                switch (state) {
                    case PreviewState.Waiting(PreviewState.Reason reason, String slot) ->
                        texts.get("preview." + reason.name(), slot);
                    case PreviewState.Running(int done) -> texts.get("preview.running", done, PreviewModel.ROWS);
                    case PreviewState.Done(boolean early) -> early ? texts.get("preview.cancelled") : rejections();
                    case PreviewState.Failed(Throwable failure) -> sentence(failure);
                });
        boolean rows = running || !model.rows().isEmpty();
        table.setVisible(rows);
        table.setManaged(rows);
        words.setVisible(!words.getText().isEmpty());
        words.setManaged(words.isVisible());
    }

    private String rejections() {
        long rejected =
                model.rows().stream().filter(row -> row.rejection().isPresent()).count();
        return rejected == 0
                ? ""
                : texts.get("preview.rejected", rejected, model.rows().size());
    }

    private String sentence(Throwable failure) {
        words.getStyleClass().add("problem");
        Notice notice = data.services().wording().describe(failure);
        return (notice.sentence() + " " + notice.advice()).strip();
    }

    private void showCells(@Nullable PreviewRow row) {
        cells.getChildren().clear();
        if (row == null) {
            return;
        }
        row.rejection()
                .ifPresent(why -> cells.getChildren()
                        .add(Buttons.wrapped(texts.get("preview.why", why.detail()), "verdict-tight")));
        for (String name : columns) {
            row.cells().stream()
                    .filter(cell -> cell.column().equals(name))
                    .findFirst()
                    .ifPresent(cell -> cells.getChildren().add(CellBox.ofPreview(texts, cell)));
        }
    }

    private static Optional<Cell> cell(PreviewRow row, String column) {
        return row.cells().stream().filter(cell -> cell.column().equals(column)).findFirst();
    }

    private static final class ValueCell extends TableCell<PreviewRow, PreviewRow> {
        private final String column;
        private final FontIcon rejected = new FontIcon(Feather.ALERT_TRIANGLE);

        ValueCell(String column) {
            this.column = column;
        }

        @Override
        protected void updateItem(@Nullable PreviewRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            setText(cell(item, column)
                    .map(each -> CellWords.oneLine(each.value()))
                    .orElse(""));
            boolean mark = item.rejection()
                    .filter(each -> each.column().equals(column))
                    .isPresent();
            setGraphic(mark ? rejected : null);
        }
    }
}
