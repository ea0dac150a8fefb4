package studio.athanor.desktop.models;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.shell.Texts;

/** One model in the picker: name, facts, badges, fit, and what can be done with it. */
final class PickerCell extends ListCell<ModelRow> {

    private final Texts texts;
    private final ModelPicker.Actions actions;
    private final FontIcon mark = new FontIcon();
    private final Label name = new Label();
    private final Label facts = new Label();
    private final HBox badges = new HBox(4);
    private final HBox buttons = new HBox(4);
    private final HBox row;

    PickerCell(Texts texts, ModelPicker.Actions actions) {
        this.texts = texts;
        this.actions = actions;
        name.getStyleClass().add("strong");
        facts.getStyleClass().addAll("muted", "small");
        badges.getStyleClass().add("picker-badges");
        buttons.getStyleClass().add("picker-buttons");
        HBox title = new HBox(8, name, badges);
        title.getStyleClass().add("picker-title");
        name.setMinWidth(40);
        VBox words = new VBox(2, title, facts);
        words.setMinWidth(0);
        words.getStyleClass().add("picker-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        mark.getStyleClass().add("picker-mark");
        row = new HBox(8, mark, words, buttons);
        row.getStyleClass().add("picker-row");
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (getItem() != null && getItem().loadable()) {
                actions.choose().accept(getItem());
            }
        });
    }

    @Override
    protected void updateItem(@Nullable ModelRow item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        boolean said = item.session().isPresent() || !item.loadable();
        facts.setText(said ? StateWords.of(texts, item) : StateWords.facts(texts, item));
        badges.getChildren().setAll(Badges.of(texts, item));
        mark.setIconCode(item.current() ? Feather.CHECK : Feather.BOX);
        mark.getStyleClass().removeAll("current");
        if (item.current()) {
            mark.getStyleClass().add("current");
        }
        showButtons(item);
        setAccessibleText(texts.get(
                "picker.row", item.name(), StateWords.facts(texts, item), StateWords.of(texts, item), fitWords(item)));
        setGraphic(row);
    }

    private String fitWords(ModelRow item) {
        return texts.get("fit.tip." + item.fit().name());
    }

    private void showButtons(ModelRow item) {
        buttons.getChildren().clear();
        if (item.inMemory()) {
            boolean loading = item.session()
                    .filter(SessionState.Loading.class::isInstance)
                    .isPresent();
            buttons.getChildren()
                    .add(button(
                            loading ? Feather.X : Feather.LOG_OUT,
                            loading ? texts.get("load.cancel") : texts.get("unload"),
                            item,
                            actions.unload()));
        } else if (item.loadable()) {
            buttons.getChildren().add(Badges.fit(texts, item.fit()));
        }
        if (item.loadable()) {
            buttons.getChildren().add(button(Feather.SLIDERS, texts.get("load.options"), item, actions.options()));
        }
    }

    /** These are for the mouse; the list's keys do the same, and a screen reader hears of them from the list. */
    private static Button button(Feather icon, String name, ModelRow item, Consumer<ModelRow> action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll("quiet", "icon-only");
        button.setAccessibleText(name + ": " + item.name());
        button.setTooltip(new Tooltip(name));
        button.setFocusTraversable(false);
        button.setOnAction(event -> action.accept(item));
        return button;
    }
}
