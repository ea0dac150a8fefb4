package studio.athanor.desktop.chat;

import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.testkit.ChatStudio;
import studio.athanor.desktop.testkit.PaneWindow;
import studio.athanor.desktop.theme.Theme;

/** The chat pane alone in a window, with its inspector beside it. */
final class ChatWindow extends PaneWindow {

    private final ChatPane pane;

    ChatWindow(ChatStudio studio, double width, double height) throws StudioException {
        this(studio, width, height, 1);
    }

    ChatWindow(ChatStudio studio, double width, double height, double textScale) throws StudioException {
        super(studio);
        studio.library().starter().ifPresent(starter -> choose(starter.ref()));
        pane = new ChatPane(context(), studio.openChats());
        pane.commands().forEach(context().shortcuts()::add);
        BorderPane root = new BorderPane(pane.view());
        Region inspector = (Region) pane.inspector().orElseThrow();
        inspector.setMaxWidth(Math.max(300, 15 * Theme.BASE_FONT_PIXELS * textScale));
        inspector.setPrefWidth(inspector.getMaxWidth());
        root.setRight(inspector);
        theme().textScale().set(textScale);
        show(root, width, height);
        context().shortcuts().install(stage().getScene());
        pane.onShown();
    }

    ChatPane pane() {
        return pane;
    }

    ChatModel model() {
        return pane.model();
    }

    VirtualColumn column() {
        return (VirtualColumn) find("#transcript");
    }

    /** Chooses a model in the way the picker does. */
    void choose(ModelRef model) {
        context().model().choose(model);
    }

    @Override
    public void close() {
        pane.close();
        super.close();
    }
}
