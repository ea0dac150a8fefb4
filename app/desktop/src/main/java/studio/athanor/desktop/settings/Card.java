package studio.athanor.desktop.settings;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;

/** A group of settings under a heading: each a name, what it does, and the control at the right. */
class Card extends VBox {

    private final Texts texts;

    Card(Texts texts, String key) {
        this.texts = texts;
        setId("settings-" + key);
        getStyleClass().add("settings-card");
        Label heading = new Label(texts.get(key));
        heading.getStyleClass().add("subheading");
        getChildren().add(heading);
    }

    /** Adds a row: the name at the left with what it does below it, the control at the right. */
    final void row(String key, String help, Node control) {
        VBox words = words(key, help, control);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(120);
        if (control instanceof Region region) {
            region.setMinWidth(Region.USE_PREF_SIZE);
        }
        HBox row = new HBox(16, words, control);
        row.getStyleClass().add("settings-row");
        getChildren().add(row);
    }

    /** Adds a row whose control takes the whole width, below its name. */
    final void wideRow(String key, String help, Node control) {
        getChildren().add(new VBox(8, words(key, help, control), control));
    }

    private VBox words(String key, String help, Node control) {
        Label name = new Label(texts.get(key));
        name.setLabelFor(control);
        VBox words = new VBox(2, name);
        if (!help.isEmpty()) {
            Label what = new Label(help);
            what.getStyleClass().addAll("muted", "small");
            what.setWrapText(true);
            what.setMinHeight(Region.USE_PREF_SIZE);
            words.getChildren().add(what);
        }
        return words;
    }

    final Texts texts() {
        return texts;
    }
}
