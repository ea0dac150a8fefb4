package studio.athanor.desktop.models;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The popup that chooses a model: loaded ones first, then the others, narrowed by what is typed. */
public final class ModelPicker extends VBox {

    private static final int MOST_ROWS = 7;

    private final ListView<ModelRow> list;
    private final Actions actions;
    private final ListChangeListener<ModelRow> fitRows = change -> fitRows();
    private final InvalidationListener remember = changed -> remember();
    private final FilteredList<ModelRow> shown;
    private Optional<ModelRef> chosen = Optional.empty();

    /**
     * Creates a picker.
     *
     * @param desk the models
     * @param dialogs asks how to load
     * @param openFile asks for a file
     * @param manage opens the pane of models
     * @param close takes the picker away
     */
    public ModelPicker(ModelDesk desk, LoadDialogs dialogs, Runnable openFile, Runnable manage, Runnable close) {
        Texts texts = Texts.of(ModelPicker.class);
        actions = new Actions(
                row -> {
                    close.run();
                    desk.choose(row.ref());
                },
                row -> desk.unload(row.ref()),
                row -> {
                    close.run();
                    dialogs.show(row);
                });
        setId("model-picker");
        getStyleClass().add("model-picker");
        getStylesheets().add(StyleSheets.of(ModelPicker.class, "models.css"));
        setAccessibleText(texts.get("picker.title"));

        TextField search = new TextField();
        search.setId("model-search");
        search.setPromptText(texts.get("picker.search"));
        search.setAccessibleText(texts.get("picker.search"));
        search.setAccessibleHelp(texts.get("picker.keys"));
        shown = new FilteredList<>(desk.rows());
        list = new ListView<>(shown);
        list.setId("model-list");
        list.setAccessibleText(texts.get("picker.list"));
        list.setAccessibleHelp(texts.get("picker.keys"));
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new PickerCell(texts, actions));
        Label nothing = new Label(texts.get("picker.nothing"));
        nothing.getStyleClass().add("muted");
        list.setPlaceholder(nothing);
        search.textProperty().subscribe((before, query) -> {
            shown.setPredicate(row -> row.matches(query));
            selectFirst();
        });
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, search));
        shown.addListener(remember);
        shown.addListener(fitRows);
        list.fixedCellSizeProperty().subscribe((before, now) -> {
            remember();
            fitRows();
        });

        Label keys = new Label(texts.get("picker.keys"));
        keys.getStyleClass().addAll("muted", "small");
        keys.setWrapText(true);
        getChildren().addAll(search, list, keys, footer(texts, openFile, manage, close));
        fitRows();
        selectFirst();
        desk.measureMemory();
    }

    /** Stops following the models. */
    public void detach() {
        shown.removeListener(remember);
        shown.removeListener(fitRows);
    }

    private HBox footer(Texts texts, Runnable openFile, Runnable manage, Runnable close) {
        Button open = new Button(texts.get("open"), new FontIcon(Feather.FOLDER));
        open.setId("picker-open");
        open.setOnAction(event -> {
            close.run();
            openFile.run();
        });
        Button all = new Button(texts.get("manage"));
        all.setId("picker-manage");
        all.getStyleClass().add("quiet");
        all.setOnAction(event -> {
            close.run();
            manage.run();
        });
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox footer = new HBox(8, open, gap, all);
        footer.getStyleClass().add("picker-footer");
        return footer;
    }

    /** Invalidation is told before a change is: the list still has the row that was chosen. */
    private void remember() {
        chosen = Optional.ofNullable(list.getSelectionModel().getSelectedItem()).map(ModelRow::ref);
    }

    /** Rows are replaced as models load, and move when one is there; the same model stays chosen. */
    private void fitRows() {
        int rows = Math.clamp(shown.size(), 1, MOST_ROWS);
        list.setPrefHeight(rows * list.getFixedCellSize() + 2);
        IntStream.range(0, shown.size())
                .filter(i -> chosen.filter(shown.get(i).ref()::equals).isPresent())
                .findFirst()
                .ifPresentOrElse(list.getSelectionModel()::select, this::selectFirst);
    }

    private void selectFirst() {
        if (!shown.isEmpty()) {
            list.getSelectionModel().select(0);
        }
    }

    private void key(KeyEvent event, TextField search) {
        @Nullable ModelRow row = list.getSelectionModel().getSelectedItem();
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(MOST_ROWS);
            case PAGE_UP -> move(-MOST_ROWS);
            case ENTER -> {
                if (row != null && row.loadable()) {
                    (event.isShiftDown() ? actions.options() : actions.choose()).accept(row);
                }
            }
            case DELETE -> {
                if (!search.getText().isEmpty() || row == null || !row.inMemory()) {
                    return;
                }
                actions.unload().accept(row);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        if (!shown.isEmpty()) {
            int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, shown.size() - 1);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - MOST_ROWS + 1));
        }
    }

    /**
     * What can be done with a row.
     *
     * @param choose makes it answer
     * @param unload takes it out of memory
     * @param options asks how to load it
     */
    record Actions(Consumer<ModelRow> choose, Consumer<ModelRow> unload, Consumer<ModelRow> options) {}
}
