package studio.athanor.desktop.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import studio.athanor.core.Studio;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.ShellActions;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.shell.WindowMemory;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;

/**
 * A window for one pane, with real parts around it; of the rest of the program it only remembers what was copied. FX thread
 * only, but for {@link #copied}.
 */
public abstract class PaneWindow {

    private final Stage stage = new Stage();
    private final Theme theme = new Theme();
    private final List<String> copied = new CopyOnWriteArrayList<>();
    private final PaneContext context;

    /** Makes what a pane is given; the window is shown later. */
    protected PaneWindow(Studio studio) {
        Notices notices = new Notices(new UiScheduler(failure -> {}));
        UiScheduler scheduler = new UiScheduler(notices::show);
        context = new PaneContext(
                studio,
                scheduler,
                notices,
                new StatusFacts(),
                new Shortcuts(),
                new Motion(),
                new WindowMemory(studio.window(), scheduler),
                new CurrentModel(studio.sessions()),
                new Actions(copied));
    }

    /** Shows the window. */
    protected final void show(Parent root, double width, double height) {
        Scene scene = new Scene(root, width, height);
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    /** Returns what the pane was given. */
    public final PaneContext context() {
        return context;
    }

    /** Returns the look of the window. */
    public final Theme theme() {
        return theme;
    }

    /** Returns the window. */
    public final Stage stage() {
        return stage;
    }

    /** Returns what was put on the clipboard. */
    public final List<String> copied() {
        return copied;
    }

    /** Returns the node that a selector names, which must be there. */
    public final Node find(String selector) {
        Node found = stage.getScene().lookup(selector);
        if (found == null) {
            throw new AssertionError("there is no " + selector);
        }
        return found;
    }

    /** Closes the window. */
    public void close() {
        stage.close();
        theme.close();
    }

    private record Actions(List<String> copied) implements ShellActions {

        @Override
        public void showPane(String id) {}

        @Override
        public void foldInspector() {}

        @Override
        public void showModelPicker(Node anchor) {}

        @Override
        public void showModelPicker() {}

        @Override
        public void openModelFile() {}

        @Override
        public void openModelFile(Path file) {}

        @Override
        public void copy(String text) {
            copied.add(text);
        }

        @Override
        public void reveal(Path file) {}
    }
}
