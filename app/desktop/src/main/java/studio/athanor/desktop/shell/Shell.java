package studio.athanor.desktop.shell;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.notice.NoticeStack;
import studio.athanor.desktop.shortcuts.Command;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.theme.StyleSheets;

/**
 * The content of the window: rail, the open pane, its inspector, the status bar, and in front of them notices and
 * overlays. FX thread only.
 */
public final class Shell extends StackPane {

    /** Inspectors start this wide, in pixels. */
    private static final double INSPECTOR_WIDTH = 300;

    private final Texts texts = Texts.of(Shell.class);
    private final Navigator navigator;
    private final Shortcuts shortcuts;
    private final Overlays overlays;
    private final WindowMemory memory;
    private final Rail rail;
    private final StackPane content = new StackPane();
    private final StackPane inspectorHolder = new StackPane();
    private final SideColumn inspectorColumn;
    private final BooleanProperty inspectorShown;
    private final HBox middle = new HBox();
    private final BorderPane frame = new BorderPane();

    /**
     * Creates the window's content, without panes.
     *
     * @param navigator the panes, and which one is open
     * @param shortcuts where the keys of panes go
     * @param overlays the layer in front
     * @param notices cards in the corner
     * @param statusBar the bar at the bottom
     * @param memory what was open
     */
    public Shell(
            Navigator navigator,
            Shortcuts shortcuts,
            Overlays overlays,
            NoticeStack notices,
            Node statusBar,
            WindowMemory memory) {
        this.navigator = navigator;
        this.shortcuts = shortcuts;
        this.overlays = overlays;
        this.memory = memory;
        setId("shell");
        getStyleClass().add("shell");
        getStylesheets().add(StyleSheets.of(Shell.class, "shell.css"));
        rail = new Rail(navigator, texts.get("rail.name"));
        inspectorShown = memory.flag("inspector", true);
        inspectorColumn =
                new SideColumn(inspectorHolder, Side.RIGHT, INSPECTOR_WIDTH, 240, 480, texts.get("inspector.width"));
        inspectorColumn.setId("inspector");
        memory.keepWidth("inspector", inspectorColumn);

        HBox.setHgrow(content, Priority.ALWAYS);
        content.setId("content");
        content.setMinWidth(0);
        middle.getChildren().add(content);
        frame.setLeft(rail);
        frame.setCenter(middle);
        frame.setBottom(statusBar);
        StackPane.setAlignment(notices, Pos.BOTTOM_RIGHT);
        getChildren().addAll(frame, notices, overlays.layer());

        navigator.current().subscribe(this::open);
        inspectorShown.subscribe(
                (before, now) -> showInspector(navigator.current().get()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }

    /**
     * Adds a pane: its button and its key, Mod and its number.
     *
     * @param pane to add
     * @param atBottom whether its button is at the bottom of the rail
     */
    public void add(Pane pane, boolean atBottom) {
        navigator.add(pane);
        Command go = Command.of(
                        "go." + pane.id(),
                        texts.get("group.go"),
                        texts.get("go.to", pane.title()),
                        pane.icon(),
                        () -> navigator.show(pane.id()))
                .withKeys("Shortcut+" + navigator.panes().size());
        shortcuts.add(go);
        rail.add(pane, go.keys().orElse(KeyCombination.NO_MATCH), atBottom);
    }

    /** Shows the open pane again, when its inspector has changed. */
    public void refresh() {
        showInspector(navigator.current().get());
    }

    /** Opens the pane that was open in the last session, or the first. */
    public void openFirstPane() {
        boolean known = navigator.panes().stream().anyMatch(pane -> pane.id().equals(memory.pane()));
        navigator.show(known ? memory.pane() : navigator.panes().getFirst().id());
    }

    /** Opens a pane by its id. */
    public void show(String pane) {
        navigator.show(pane);
    }

    /** Folds the inspector, where its room is needed. */
    public void foldInspector() {
        inspectorShown.set(false);
    }

    /** Folds the inspector, or unfolds it. */
    public void toggleInspector() {
        inspectorShown.set(!inspectorShown.get());
    }

    /** Tells whether the open pane has an inspector. */
    public boolean hasInspector() {
        Pane pane = navigator.current().get();
        return pane != null && pane.inspector().isPresent();
    }

    /** Connects keys and focus; call once, when the scene is made. */
    public void install(Scene scene) {
        shortcuts.install(scene);
        CaretRest.install(scene);
        scene.focusOwnerProperty().subscribe(overlays::keepFocusInside);
    }

    private void open(@Nullable Pane pane) {
        if (pane == null) {
            return;
        }
        overlays.close();
        content.getChildren().setAll(pane.view());
        showInspector(pane);
        memory.keepPane(pane.id());
    }

    private void showInspector(@Nullable Pane pane) {
        Optional<Node> inspector = pane == null ? Optional.empty() : pane.inspector();
        boolean shown = inspector.isPresent() && inspectorShown.get();
        inspector.ifPresent(node -> inspectorHolder.getChildren().setAll(node));
        if (shown && !middle.getChildren().contains(inspectorColumn)) {
            middle.getChildren().add(inspectorColumn);
        } else if (!shown) {
            middle.getChildren().remove(inspectorColumn);
        }
    }

    private void escape(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) {
            return;
        }
        Pane pane = navigator.current().get();
        if (overlays.open().get()) {
            overlays.close();
            event.consume();
        } else if (pane != null && pane.onEscape()) {
            event.consume();
        }
    }
}
