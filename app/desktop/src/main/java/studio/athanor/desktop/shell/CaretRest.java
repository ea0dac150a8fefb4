package studio.athanor.desktop.shell;

import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/**
 * Lets the caret stand still a while after the last key, as GTK does: a caret that blinks keeps the toolkit computing 60
 * frames a second for as long as the window is open.
 */
final class CaretRest {

    private static final Duration AFTER = Duration.seconds(4);

    private final Scene scene;
    private final PauseTransition pause = new PauseTransition(AFTER);

    private CaretRest(Scene scene) {
        this.scene = scene;
        pause.setOnFinished(event -> rest());
    }

    static void install(Scene scene) {
        CaretRest caret = new CaretRest(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, caret::stir);
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, caret::stir);
        scene.focusOwnerProperty().subscribe(focused -> caret.pause.playFromStart());
        scene.windowProperty()
                .flatMap(javafx.stage.Window::focusedProperty)
                .subscribe(focused -> caret.pause.playFromStart());
    }

    private void stir(InputEvent event) {
        pause.playFromStart();
    }

    private void rest() {
        Node focused = scene.getFocusOwner();
        if (focused instanceof TextInputControl field && field.getSkin() instanceof TextInputControlSkin<?> skin) {
            skin.setCaretAnimating(false);
        }
    }
}
