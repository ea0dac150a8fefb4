package studio.athanor.desktop.shell;

import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import studio.athanor.core.window.WindowState.Bounds;

/** Puts the window where it was, if a screen is still there, and follows where it goes. FX thread only. */
public final class WindowPlacement {

    static final double LEAST_WIDTH = 960;
    static final double LEAST_HEIGHT = 640;
    private static final double FIRST_WIDTH = 1280;
    private static final double FIRST_HEIGHT = 800;

    /** This much of the title bar must be on a screen, or nobody could move the window. */
    private static final double GRIP = 100;

    private final Stage stage;
    private final WindowMemory memory;

    /** Places a window by what is remembered. */
    public WindowPlacement(Stage stage, WindowMemory memory) {
        this.stage = stage;
        this.memory = memory;
    }

    /** Places the window; call before it is shown. */
    public void restore() {
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Optional<Bounds> kept = memory.bounds().filter(WindowPlacement::canBeReached);
        stage.setWidth(Math.max(LEAST_WIDTH, kept.map(Bounds::width).orElse(Math.min(FIRST_WIDTH, screen.getWidth()))));
        stage.setHeight(
                Math.max(LEAST_HEIGHT, kept.map(Bounds::height).orElse(Math.min(FIRST_HEIGHT, screen.getHeight()))));
        kept.ifPresent(bounds -> {
            stage.setX(bounds.x());
            stage.setY(bounds.y());
        });
        stage.setMaximized(memory.maximised());
    }

    /** Keeps where the window goes from now on. */
    public void follow() {
        Runnable moved = () -> {
            if (!stage.isMaximized() && !stage.isIconified() && !stage.isFullScreen()) {
                memory.keepBounds(new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
            }
        };
        stage.xProperty().subscribe(moved);
        stage.yProperty().subscribe(moved);
        stage.widthProperty().subscribe(moved);
        stage.heightProperty().subscribe(moved);
        stage.maximizedProperty().subscribe(memory::keepMaximised);
    }

    private static boolean canBeReached(Bounds bounds) {
        return Screen.getScreens().stream().map(Screen::getVisualBounds).anyMatch(screen -> {
            double width =
                    Math.min(bounds.x() + bounds.width(), screen.getMaxX()) - Math.max(bounds.x(), screen.getMinX());
            boolean titleBarShown = bounds.y() >= screen.getMinY() && bounds.y() < screen.getMaxY() - GRIP / 2;
            return width >= GRIP && titleBarShown;
        });
    }
}
