package studio.athanor.desktop.data;

import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.data.RecipeShelf.Origin;
import studio.athanor.desktop.shell.Texts;

/** A recipe as a card: title, what it makes, its columns, a row of it. A click opens it. */
final class RecipeCardView extends VBox {

    private static final int SAMPLE_COLUMNS = 3;

    private final Texts texts = Texts.of(RecipeCardView.class);
    private final DataModel model;
    private final RecipeCard card;
    private final Button open = new Button();

    RecipeCardView(DataModel model, RecipeCard card) {
        this.model = model;
        this.card = card;
        setId("recipe-" + card.place().folder().getFileName());
        getStyleClass().addAll("card", "recipe-card");
        open.setText(card.title());
        open.setMnemonicParsing(false);
        open.getStyleClass().addAll("quiet", "recipe-title");
        open.setAccessibleText(texts.get("card.open", card.title()));
        open.setTooltip(new Tooltip(card.place().file().toString()));
        open.setTextOverrun(OverrunStyle.ELLIPSIS);
        open.setMaxWidth(Double.MAX_VALUE);
        open.setMinWidth(0);
        open.setOnAction(event -> model.open(card.place()));
        HBox.setHgrow(open, Priority.ALWAYS);
        HBox head = new HBox(4, open, origin(), duplicate(), remove());
        head.getStyleClass().add("recipe-head");
        // a click on a button is not a click on the card
        head.setOnMouseClicked(MouseEvent::consume);
        Label what = new Label(card.problem().isEmpty() ? card.description() : card.problem());
        what.setWrapText(true);
        what.getStyleClass().add("recipe-what");
        if (!card.problem().isEmpty()) {
            what.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
            what.getStyleClass().add("verdict-tight");
        }
        getChildren().addAll(head, what, columns(), sample());
        ContextMenu menu = menu();
        setOnContextMenuRequested(event -> menu.show(this, event.getScreenX(), event.getScreenY()));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                model.open(card.place());
            }
        });
    }

    /** The size of text here. */
    double em() {
        return open.getFont().getSize();
    }

    private Label origin() {
        boolean shipped = card.place().origin() == Origin.SHIPPED;
        Label badge = new Label(
                switch (card.place().origin()) {
                    case SHIPPED -> texts.get("card.shipped");
                    case OWN -> texts.get("card.own");
                    case ELSEWHERE -> texts.get("card.elsewhere");
                });
        badge.getStyleClass().add("badge");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        badge.setTooltip(new Tooltip(
                shipped ? texts.get("card.shipped.tip") : card.place().file().toString()));
        return badge;
    }

    private Button duplicate() {
        return Buttons.icon(
                getId() + "-duplicate",
                texts.get("card.duplicate", card.title()),
                Feather.COPY,
                () -> model.gallery().duplicate(card, model::open));
    }

    private Button remove() {
        Button remove = Buttons.icon(
                getId() + "-delete",
                removeWords(),
                Feather.TRASH_2,
                () -> model.gallery().remove(card));
        boolean shipped = card.place().origin() == Origin.SHIPPED;
        remove.setVisible(!shipped);
        remove.setManaged(!shipped);
        return remove;
    }

    private String removeWords() {
        return texts.get(card.place().origin() == Origin.ELSEWHERE ? "card.forget" : "card.delete", card.title());
    }

    private Label columns() {
        Label columns = new Label(String.join(" · ", card.columns()));
        columns.getStyleClass().addAll("muted", "small", "recipe-columns");
        columns.setAccessibleText(texts.get("card.columns", String.join(", ", card.columns())));
        return columns;
    }

    private GridPane sample() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("recipe-sample");
        ColumnConstraints names = new ColumnConstraints();
        names.setPercentWidth(32);
        ColumnConstraints values = new ColumnConstraints();
        values.setPercentWidth(68);
        grid.getColumnConstraints().setAll(List.of(names, values));
        int row = 0;
        for (Map.Entry<String, String> each : card.tellingSample(SAMPLE_COLUMNS)) {
            Label name = new Label(each.getKey());
            name.getStyleClass().addAll("muted", "small");
            Label value = new Label(each.getValue());
            value.getStyleClass().add("small");
            grid.addRow(row++, name, value);
        }
        VBox.setVgrow(grid, Priority.ALWAYS);
        grid.setVisible(row > 0);
        return grid;
    }

    private ContextMenu menu() {
        MenuItem use = new MenuItem(texts.get("card.open.short"), new FontIcon(Feather.FOLDER));
        use.setOnAction(event -> model.open(card.place()));
        MenuItem copy = new MenuItem(texts.get("card.duplicate.short"), new FontIcon(Feather.COPY));
        copy.setOnAction(event -> model.gallery().duplicate(card, model::open));
        MenuItem reveal = new MenuItem(texts.get("reveal"), new FontIcon(Feather.FOLDER));
        reveal.setOnAction(
                event -> model.services().actions().reveal(card.place().file()));
        MenuItem remove = new MenuItem(removeWords(), new FontIcon(Feather.TRASH_2));
        remove.setOnAction(event -> model.gallery().remove(card));
        remove.setDisable(card.place().origin() == Origin.SHIPPED);
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(List.of(use, copy, reveal, remove));
        return menu;
    }
}
