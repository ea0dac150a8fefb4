package studio.athanor.desktop.shell;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.theme.Motion;

/**
 * The layer in front of the panes that shows one panel at a time: palette, picker, dialogs. It keeps the focus inside
 * the panel, and gives it back where it was. Esc and a click beside the panel close it. FX thread only.
 */
public final class Overlays {

    private static final double MARGIN = 8;

    private final StackPane layer = new StackPane();
    private final Motion motion;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private @Nullable Region panel;
    private @Nullable Node focusBefore;
    private Runnable onClosed = () -> {};

    /** Creates an empty layer. */
    public Overlays(Motion motion) {
        this.motion = motion;
        layer.setId("overlays");
        layer.setVisible(false);
        layer.getStyleClass().add("overlay-scrim");
        layer.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (layer.equals(event.getTarget())) {
                close();
            }
            event.consume();
        });
    }

    /** Returns the node that lies in front of everything else. */
    StackPane layer() {
        return layer;
    }

    /** Returns whether a panel is open. */
    public ReadOnlyBooleanProperty open() {
        return open.getReadOnlyProperty();
    }

    /** Shows a dialog in the middle of the window, over a shade. */
    public void showDialog(Region dialog, Runnable whenClosed) {
        show(dialog, whenClosed);
        layer.getStyleClass().add("shaded");
        StackPane.setAlignment(dialog, Pos.CENTER);
        dialog.setMaxHeight(Region.USE_PREF_SIZE);
        layer.applyCss();
    }

    /** Shows a panel near the top, in the middle. */
    public void showAtTop(Region wanted, Runnable whenClosed) {
        show(wanted, whenClosed);
        StackPane.setAlignment(wanted, Pos.TOP_CENTER);
        StackPane.setMargin(wanted, new Insets(Math.min(96, layer.getHeight() / 8), MARGIN, MARGIN, MARGIN));
    }

    /** Shows a panel below a control, or above it where there is no room below. */
    public void showBeside(Region wanted, Node anchor, Runnable whenClosed) {
        show(wanted, whenClosed);
        StackPane.setAlignment(wanted, Pos.TOP_LEFT);
        layer.applyCss();
        layer.layout();
        Bounds place = layer.sceneToLocal(anchor.localToScene(anchor.getLayoutBounds()));
        double width = wanted.prefWidth(-1);
        double height = wanted.prefHeight(width);
        double x =
                Math.clamp(place.getCenterX() - width / 2, MARGIN, Math.max(MARGIN, layer.getWidth() - width - MARGIN));
        boolean below =
                place.getMaxY() + height + MARGIN <= layer.getHeight() || place.getMinY() < layer.getHeight() / 2;
        double y = below ? place.getMaxY() + MARGIN / 2 : Math.max(MARGIN, place.getMinY() - height - MARGIN / 2);
        wanted.setTranslateX(Math.rint(x));
        wanted.setTranslateY(Math.rint(y));
    }

    /** Closes the open panel, if any. */
    public void close() {
        if (panel == null) {
            return;
        }
        panel = null;
        layer.setVisible(false);
        layer.getStyleClass().remove("shaded");
        layer.getChildren().clear();
        open.set(false);
        if (focusBefore != null) {
            focusBefore.requestFocus();
            focusBefore = null;
        }
        Runnable told = onClosed;
        onClosed = () -> {};
        told.run();
    }

    private void show(Region wanted, Runnable whenClosed) {
        close();
        Scene scene = layer.getScene();
        focusBefore = scene == null ? null : scene.getFocusOwner();
        panel = wanted;
        onClosed = whenClosed;
        if (!wanted.getStyleClass().contains("overlay-panel")) {
            wanted.getStyleClass().add("overlay-panel");
        }
        wanted.setAccessibleRole(AccessibleRole.DIALOG);
        wanted.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setMargin(wanted, null);
        wanted.setTranslateX(0);
        wanted.setTranslateY(0);
        layer.getChildren().setAll(wanted);
        layer.setVisible(true);
        open.set(true);
        motion.appear(wanted);
        // a field without a skin loses what is typed before the next frame
        wanted.applyCss();
        focusFirst(wanted);
    }

    /** Brings the focus back when Tab has carried it out of the panel. */
    void keepFocusInside(@Nullable Node focused) {
        if (panel != null && focused != null && !isInside(focused, panel)) {
            focusFirst(panel);
        }
    }

    private static boolean isInside(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean focusFirst(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return false;
        }
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        return node instanceof Pane parent
                && parent.getChildrenUnmodifiable().stream().anyMatch(Overlays::focusFirst);
    }
}
