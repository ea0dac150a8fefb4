package studio.athanor.desktop.models;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.desktop.theme.Theme;
import studio.athanor.engines.gguf.GgufException;

/** All metadata of a model file: searched as one types, read in full below, copied one by one or together. */
final class MetadataDialog extends VBox {

    private final Texts texts;
    private final Consumer<String> copy;
    private final ObservableList<MetadataEntry> entries = FXCollections.observableArrayList();
    private final FilteredList<MetadataEntry> shown = new FilteredList<>(entries);
    private final TextField search = new TextField();
    private final TableView<MetadataEntry> table = new TableView<>(shown);
    private final TextArea value = new TextArea();
    private final Label state = new Label();
    private final Label count = new Label();

    MetadataDialog(Texts texts, String model, Runnable close, Consumer<String> copy) {
        this.texts = texts;
        this.copy = copy;
        setId("metadata-dialog");
        getStyleClass().add("metadata-dialog");
        getStylesheets().add(StyleSheets.of(MetadataDialog.class, "models.css"));
        setAccessibleText(texts.get("metadata.title", model));
        Label title = new Label(texts.get("metadata.title", model));
        title.getStyleClass().add("heading");
        search.setId("metadata-search");
        search.setPromptText(texts.get("metadata.search"));
        search.setAccessibleText(texts.get("metadata.search"));
        search.textProperty().subscribe(query -> shown.setPredicate(entry -> entry.matches(query)));
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN) {
                table.requestFocus();
                event.consume();
            }
        });
        buildTable();
        value.setId("metadata-value");
        value.setEditable(false);
        value.setWrapText(true);
        value.setPrefRowCount(5);
        value.setMinHeight(Region.USE_PREF_SIZE);
        value.setAccessibleText(texts.get("metadata.value"));
        value.getStyleClass().add("code");
        getChildren().addAll(title, search, table, value, buttons(close));
    }

    private void buildTable() {
        table.setId("metadata-table");
        table.setAccessibleText(texts.get("metadata.table"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        state.setText(texts.get("metadata.reading"));
        state.setWrapText(true);
        state.getStyleClass().add("muted");
        table.setPlaceholder(state);
        table.getColumns().add(column("metadata.key", MetadataEntry::key, 22));
        table.getColumns().add(column("metadata.type", MetadataEntry::type, 10));
        table.getColumns().add(column("metadata.value", entry -> firstLine(entry.value()), 24));
        table.getSelectionModel().selectedItemProperty().subscribe(this::showValue);
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            MetadataEntry chosen = table.getSelectionModel().getSelectedItem();
            if (event.isShortcutDown() && event.getCode() == KeyCode.C && chosen != null) {
                copy.accept(chosen.written());
                event.consume();
            }
        });
        shown.addListener((ListChangeListener<MetadataEntry>) change -> shownChanged());
        VBox.setVgrow(table, Priority.ALWAYS);
    }

    private TableColumn<MetadataEntry, String> column(
            String key, Function<MetadataEntry, String> text, double widthEms) {
        TableColumn<MetadataEntry, String> column = new TableColumn<>(texts.get(key));
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setPrefWidth(widthEms * Theme.BASE_FONT_PIXELS);
        return column;
    }

    private HBox buttons(Runnable close) {
        count.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button all = new Button(texts.get("metadata.copy"), new FontIcon(Feather.COPY));
        all.setId("metadata-copy");
        all.setOnAction(
                event -> copy.accept(shown.stream().map(MetadataEntry::written).collect(Collectors.joining("\n"))));
        Button done = new Button(texts.get("metadata.close"));
        done.setId("metadata-close");
        done.setOnAction(event -> close.run());
        HBox buttons = new HBox(count, gap, all, done);
        buttons.getStyleClass().add("metadata-buttons");
        return buttons;
    }

    void show(List<MetadataEntry> read) {
        state.setText(texts.get("metadata.nothing"));
        entries.setAll(read);
    }

    void failed(Exception failure) {
        String remedy = failure instanceof GgufException refused ? refused.remedy() : "";
        state.setText((failure.getMessage() + "\n" + remedy).strip());
    }

    private void shownChanged() {
        count.setText(texts.get("metadata.count", shown.size(), entries.size()));
        if (table.getSelectionModel().getSelectedItem() == null && !shown.isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void showValue(@Nullable MetadataEntry entry) {
        value.setText(entry == null ? "" : entry.value());
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + " …";
    }
}
