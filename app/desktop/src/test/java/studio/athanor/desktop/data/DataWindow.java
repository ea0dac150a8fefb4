package studio.athanor.desktop.data;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import studio.athanor.core.Studio;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.notice.NoticeStack;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Navigator;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Shell;
import studio.athanor.desktop.shell.ShellActions;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.shell.WindowMemory;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;

/** The pane of datasets alone in a window, with rooms of the test's. FX thread only. */
final class DataWindow {

    private final Stage stage = new Stage();
    private final Theme theme = new Theme();
    private final Notices notices = new Notices(new UiScheduler(failure -> {}));
    private final List<String> copied = new CopyOnWriteArrayList<>();
    private final DataPane pane;

    DataWindow(Studio studio, DataRooms rooms, double width, double height) {
        UiScheduler scheduler = new UiScheduler(notices::show);
        Shortcuts shortcuts = new Shortcuts();
        CurrentModel model = new CurrentModel(studio.sessions());
        Motion motion = new Motion();
        WindowMemory memory = new WindowMemory(studio.window(), scheduler);
        Overlays overlays = new Overlays(motion);
        PaneContext context = new PaneContext(
                studio, scheduler, notices, new StatusFacts(), shortcuts, motion, memory, model, new Actions());
        Shell shell = new Shell(
                new Navigator(),
                shortcuts,
                overlays,
                new NoticeStack(notices, motion, copied::add),
                new javafx.scene.control.Label(),
                memory);
        pane = new DataPane(context, overlays, () -> stage, rooms);
        shell.add(pane, false);
        pane.commands().forEach(shortcuts::add);
        Scene scene = new Scene(shell, width, height);
        theme.install(scene);
        shell.install(scene);
        stage.setScene(scene);
        stage.show();
        shell.openFirstPane();
    }

    DataModel model() {
        return pane.model();
    }

    Notices notices() {
        return notices;
    }

    Theme theme() {
        return theme;
    }

    Stage stage() {
        return stage;
    }

    List<String> copied() {
        return copied;
    }

    Node find(String selector) {
        Node found = stage.getScene().lookup(selector);
        if (found == null) {
            throw new AssertionError("there is no " + selector);
        }
        return found;
    }

    void close() {
        pane.close();
        stage.close();
    }

    private final class Actions implements ShellActions {

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
