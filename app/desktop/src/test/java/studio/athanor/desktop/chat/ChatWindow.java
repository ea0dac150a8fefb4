package studio.athanor.desktop.chat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.models.CurrentModel;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.ShellActions;
import studio.athanor.desktop.shell.StatusFacts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.shell.WindowMemory;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.testkit.ChatStudio;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;

/** The chat pane alone in a window, with its inspector beside it. FX thread only, but for {@link #copied}. */
final class ChatWindow {

    private final Stage stage = new Stage();
    private final PaneContext context;
    private final ChatPane pane;
    private final List<String> copied = new CopyOnWriteArrayList<>();

    ChatWindow(ChatStudio studio, double width, double height) throws StudioException {
        this(studio, width, height, 1);
    }

    ChatWindow(ChatStudio studio, double width, double height, double textScale) throws StudioException {
        Notices notices = new Notices(new UiScheduler(failure -> {}));
        UiScheduler scheduler = new UiScheduler(notices::show);
        Shortcuts shortcuts = new Shortcuts();
        CurrentModel model = new CurrentModel(studio.sessions());
        studio.library().starter().ifPresent(starter -> model.choose(starter.ref()));
        context = new PaneContext(
                studio,
                scheduler,
                notices,
                new StatusFacts(),
                shortcuts,
                new Motion(),
                new WindowMemory(studio.window(), scheduler),
                model,
                new Actions());
        pane = new ChatPane(context, studio.openChats());
        pane.commands().forEach(shortcuts::add);
        BorderPane root = new BorderPane(pane.view());
        Region inspector = (Region) pane.inspector().orElseThrow();
        inspector.setMaxWidth(Math.max(300, 15 * Theme.BASE_FONT_PIXELS * textScale));
        inspector.setPrefWidth(inspector.getMaxWidth());
        root.setRight(inspector);
        Scene scene = new Scene(root, width, height);
        Theme theme = new Theme();
        theme.install(scene);
        theme.textScale().set(textScale);
        shortcuts.install(scene);
        stage.setScene(scene);
        stage.show();
        pane.onShown();
    }

    ChatPane pane() {
        return pane;
    }

    ChatModel model() {
        return pane.model();
    }

    PaneContext context() {
        return context;
    }

    Stage stage() {
        return stage;
    }

    /** Returns what was put on the clipboard. */
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

    VirtualColumn column() {
        return (VirtualColumn) find("#transcript");
    }

    void close() {
        pane.close();
        stage.close();
    }

    /** Chooses a model in the way the picker does. */
    void choose(ModelRef model) {
        context.model().choose(model);
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
