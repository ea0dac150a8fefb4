package studio.athanor.desktop.palette;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The palette: type, choose with Up and Down, do with Enter. */
public final class PaletteView extends VBox {

    private static final int MOST_ROWS = 10;

    private final Runnable close;
    private final PaletteModel model;
    private final ListChangeListener<PaletteItem> fitRows = change -> fitRows();
    private final TextField field = new TextField();
    private final ListView<PaletteItem> list;

    /**
     * Creates a palette.
     *
     * @param model what it shows
     * @param close takes it away
     */
    public PaletteView(PaletteModel model, Runnable close) {
        this.close = close;
        Texts texts = Texts.of(PaletteView.class);
        setId("palette");
        getStyleClass().add("palette");
        getStylesheets().add(StyleSheets.of(PaletteView.class, "palette.css"));
        setAccessibleText(texts.get("title"));
        field.setId("palette-field");
        field.setPromptText(texts.get("prompt"));
        field.setAccessibleText(texts.get("prompt"));
        list = new ListView<>(model.items());
        list.setId("palette-list");
        list.setAccessibleText(texts.get("results"));
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new ItemCell(this::act));
        Label nothing = new Label(texts.get("nothing"));
        nothing.getStyleClass().add("muted");
        list.setPlaceholder(nothing);
        this.model = model;
        model.items().addListener(fitRows);
        field.textProperty().subscribe(model::query);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.fixedCellSizeProperty().subscribe((before, now) -> fitRows());
        getChildren().addAll(field, list);
        fitRows();
    }

    /** Stops following what is found. */
    public void detach() {
        model.items().removeListener(fitRows);
    }

    private void fitRows() {
        int rows = Math.clamp(list.getItems().size(), 1, MOST_ROWS);
        list.setPrefHeight(rows * list.getFixedCellSize() + 2);
        if (list.getSelectionModel().getSelectedIndex() < 0) {
            list.getSelectionModel().selectFirst();
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(MOST_ROWS);
            case PAGE_UP -> move(-MOST_ROWS);
            case ENTER -> act(list.getSelectionModel().getSelectedItem());
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        int count = list.getItems().size();
        if (count > 0) {
            int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, count - 1);
            list.getSelectionModel().select(next);
            int seen = Math.max(1, (int) (list.getHeight() / list.getFixedCellSize()));
            list.scrollTo(Math.max(0, next - seen + 1));
        }
    }

    private void act(@Nullable PaletteItem item) {
        if (item != null) {
            close.run();
            item.action().run();
        }
    }

    private static final class ItemCell extends ListCell<PaletteItem> {

        private final FontIcon icon = new FontIcon();
        private final Label title = new Label();
        private final Label detail = new Label();
        private final Label keys = new Label();
        private final HBox row = new HBox(8);

        ItemCell(java.util.function.Consumer<PaletteItem> act) {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            title.setMinWidth(Region.USE_PREF_SIZE);
            keys.setMinWidth(Region.USE_PREF_SIZE);
            detail.getStyleClass().addAll("muted", "small");
            keys.getStyleClass().addAll("keys", "small");
            row.getStyleClass().add("palette-row");
            row.getChildren().addAll(icon, title, detail, gap, keys);
            addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                if (getItem() != null) {
                    act.accept(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable PaletteItem item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            icon.setIconCode(item.icon());
            title.setText(item.title());
            detail.setText(item.detail());
            keys.setText(item.keys());
            keys.setVisible(!item.keys().isEmpty());
            setAccessibleText(item.title() + ", " + item.detail() + " " + item.keys());
            setGraphic(row);
        }
    }
}
