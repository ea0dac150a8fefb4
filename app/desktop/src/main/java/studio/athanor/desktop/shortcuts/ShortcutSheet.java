package studio.athanor.desktop.shortcuts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final int HEADING_ROWS = 2;

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
        groups.heightProperty().subscribe(height -> scroll.setPrefViewportHeight(height.doubleValue()));
        scroll.setAccessibleText(texts.get("title"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    /** Puts each group, the longest first, into the column that is shorter then. */
    private static HBox columns(Map<String, Map<String, String>> groups) {
        VBox left = new VBox();
        VBox right = new VBox();
        int leftRows = 0;
        int rightRows = 0;
        List<Map.Entry<String, Map<String, String>>> longestFirst = new ArrayList<>(groups.entrySet());
        longestFirst.sort(Comparator.comparingInt(group -> -group.getValue().size()));
        for (Map.Entry<String, Map<String, String>> group : longestFirst) {
            VBox box = group(group.getKey(), group.getValue());
            int rows = group.getValue().size() + HEADING_ROWS;
            if (leftRows <= rightRows) {
                left.getChildren().add(box);
                leftRows += rows;
            } else {
                right.getChildren().add(box);
                rightRows += rows;
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
            groups.computeIfAbsent(hint.group(), name -> new LinkedHashMap<>()).put(hint.title(), hint.displayText());
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
