package studio.athanor.desktop.shortcuts;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The list of all keys, by group. */
public final class ShortcutSheet extends VBox {

    /** Creates the list of what there is now. */
    public ShortcutSheet(Shortcuts shortcuts, Runnable close) {
        Texts texts = Texts.of(ShortcutSheet.class);
        setId("shortcut-sheet");
        getStyleClass().addAll("shortcut-sheet");
        getStylesheets().add(StyleSheets.of(ShortcutSheet.class, "shortcuts.css"));
        setAccessibleText(texts.get("title"));

        Label title = new Label(texts.get("title"));
        title.getStyleClass().add("heading");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button dismiss = new Button("", new FontIcon(Feather.X));
        dismiss.getStyleClass().addAll("quiet", "icon-only");
        dismiss.setAccessibleText(texts.get("close"));
        dismiss.setOnAction(event -> close.run());
        HBox head = new HBox(8, title, gap, dismiss);
        head.getStyleClass().add("sheet-head");

        HBox groups = columns(rows(shortcuts));
        ScrollPane scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(texts.get("title"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    /** Puts each group into the shorter of two columns. */
    private static HBox columns(Map<String, Map<String, String>> groups) {
        VBox left = new VBox();
        VBox right = new VBox();
        int leftRows = 0;
        int rightRows = 0;
        for (Map.Entry<String, Map<String, String>> group : groups.entrySet()) {
            VBox box = group(group.getKey(), group.getValue());
            if (leftRows <= rightRows) {
                left.getChildren().add(box);
                leftRows += group.getValue().size() + 2;
            } else {
                right.getChildren().add(box);
                rightRows += group.getValue().size() + 2;
            }
        }
        left.getStyleClass().add("sheet-column");
        right.getStyleClass().add("sheet-column");
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox columns = new HBox(left, right);
        columns.getStyleClass().add("sheet-columns");
        return columns;
    }

    /** Groups in the order they first appear; in each, what the keys do to the keys. */
    private static Map<String, Map<String, String>> rows(Shortcuts shortcuts) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        for (Command command : shortcuts.commands()) {
            command.keys()
                    .ifPresent(keys -> groups.computeIfAbsent(command.group(), name -> new LinkedHashMap<>())
                            .put(command.title(), keys.getDisplayText()));
        }
        for (Shortcuts.KeyHint hint : shortcuts.hints()) {
            groups.computeIfAbsent(hint.group(), name -> new LinkedHashMap<>()).put(hint.title(), hint.keys());
        }
        return groups;
    }

    private static VBox group(String name, Map<String, String> rows) {
        Label heading = new Label(name);
        heading.getStyleClass().add("subheading");
        VBox box = new VBox(4, heading);

        rows.forEach((title, keys) -> {
            Label what = new Label(title);
            what.setWrapText(true);
            HBox.setHgrow(what, Priority.ALWAYS);
            what.setMaxWidth(Double.MAX_VALUE);
            Label pressed = new Label(keys);
            pressed.getStyleClass().addAll("keys", "small");
            pressed.setMinWidth(Region.USE_PREF_SIZE);
            HBox row = new HBox(12, what, pressed);
            row.setAccessibleRole(AccessibleRole.TEXT);
            row.setAccessibleText(title + ": " + keys);
            box.getChildren().add(row);
        });
        return box;
    }
}
