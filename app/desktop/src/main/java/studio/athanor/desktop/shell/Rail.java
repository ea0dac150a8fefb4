package studio.athanor.desktop.shell;

import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The column at the left: one button per pane, the settings at the bottom. */
final class Rail extends VBox {

    private final Navigator navigator;
    private final ToggleGroup group = new ToggleGroup();
    private final Region gap = new Region();

    Rail(Navigator navigator, String name) {
        this.navigator = navigator;
        setId("rail");
        getStyleClass().add("rail");
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setAccessibleText(name);
        setVgrow(gap, Priority.ALWAYS);
        getChildren().add(gap);
        navigator.current().subscribe(pane -> {
            for (var toggle : group.getToggles()) {
                toggle.setSelected(pane != null && pane.id().equals(toggle.getUserData()));
            }
        });
    }

    /** Adds a button; {@code atBottom} for what is not a place of work. */
    void add(Pane pane, KeyCombination keys, boolean atBottom) {
        ToggleButton button = new ToggleButton(pane.title(), new FontIcon(pane.icon()));
        button.setId("rail-" + pane.id());
        button.setUserData(pane.id());
        button.getStyleClass().add("rail-button");
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(pane.title());
        button.setTooltip(new Tooltip(pane.title() + "  " + keys.getDisplayText()));
        button.setToggleGroup(group);
        button.setSelected(pane.equals(navigator.current().get()));
        button.setOnAction(event -> {
            button.setSelected(true);
            navigator.show(pane.id());
        });
        getChildren().add(atBottom ? getChildren().size() : getChildren().indexOf(gap), button);
    }
}
