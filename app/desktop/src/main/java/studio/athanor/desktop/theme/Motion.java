package studio.athanor.desktop.theme;

import javafx.animation.FadeTransition;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.util.Duration;

/** Whether things may move, and the one way they do. FX thread only. */
public final class Motion {

    private static final Duration FADE = Duration.millis(120);

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);

    /** Creates motion that follows the system. */
    public Motion() {}

    /** Returns what was chosen; may be set. */
    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /** Tells whether nothing should move now. */
    public boolean reduced() {
        return switch (choice.get()) {
            case FULL -> false;
            case REDUCED -> true;
            case SYSTEM -> Platform.getPreferences().isReducedMotion();
        };
    }

    /** Makes a node appear: faded in, or at once. */
    public void appear(Node node) {
        if (reduced()) {
            node.setOpacity(1);
            return;
        }
        FadeTransition fade = new FadeTransition(FADE, node);
        fade.setFromValue(0);
        fade.setToValue(1);
        fade.play();
    }

    /** Where the answer comes from. */
    public enum Choice {
        /** As the system is set. */
        SYSTEM,
        /** Nothing moves. */
        REDUCED,
        /** Things may move. */
        FULL
    }
}
