package studio.athanor.desktop.chat;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.Turn;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.SideColumn;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;

/** The chat pane's nodes: list at the left, messages in the middle, what one writes below them. */
final class ChatView extends BorderPane {

    private static final double LIST_WIDTH = 240;

    /** Beside the list the messages are at least this wide; a narrower pane folds the list by itself. */
    private static final double LEAST_EMS_FOR_MESSAGES = 17;

    private final ChatModel model;
    private final PaneContext context;
    private final ConversationListView listView;
    private final ComposerView composer;
    private final Transcript transcript;
    private final SideColumn side;
    private final BooleanProperty listShown;

    /** Whether the list was asked for although there is little room. */
    private final BooleanProperty listInsisted = new SimpleBooleanProperty();

    ChatView(ChatModel model, ConversationList list, ConversationTransfer transfer, PaneContext context) {
        this.model = model;
        this.context = context;
        Texts texts = Texts.of(ChatView.class);
        setId("chat");
        getStyleClass().addAll("pane", "chat");
        getStylesheets().add(StyleSheets.of(ChatView.class, "chat.css"));

        listView = new ConversationListView(model, list, transfer);
        side = new SideColumn(listView, Side.LEFT, LIST_WIDTH, 180, 420, texts.get("list.width"));
        context.memory().keepWidth("chat.list", side);
        listShown = context.memory().flag("chat.list", true);
        setLeft(side);

        ChatHeader header = new ChatHeader(model, context, this::toggleList, listShown);
        transcript = new Transcript(model.messages(), actions(header), context.scheduler());
        EmptyState empty = new EmptyState(model, context);
        Label stage = new StageLine(model);
        transcript.visibleProperty().bind(model.state().map(ChatView::showsMessages));
        empty.visibleProperty()
                .bind(model.state().map(state -> state == ChatState.EMPTY || state == ChatState.NO_MODEL));
        StackPane middle = new StackPane(transcript, empty);
        composer = new ComposerView(model);
        ObservableValue<Double> em = composer.em();
        BooleanBinding roomy = Bindings.createBooleanBinding(
                () -> getWidth() == 0 || getWidth() - side.getWidth() >= LEAST_EMS_FOR_MESSAGES * em.getValue(),
                widthProperty(),
                side.widthProperty(),
                em);
        roomy.subscribe(now -> listInsisted.set(false));
        side.visibleProperty().bind(listShown.and(roomy.or(listInsisted)));
        side.managedProperty().bind(side.visibleProperty());
        VBox bottom = new VBox(stage, new TroubleBar(model, context), composer);
        bottom.getStyleClass().add("chat-bottom");
        BorderPane center = new BorderPane(middle, header, null, bottom, null);
        setCenter(center);
        new FileDrop(model.composer()).install(center);
    }

    private static boolean showsMessages(ChatState state) {
        return state != ChatState.EMPTY && state != ChatState.NO_MODEL;
    }

    private MessageActions actions(ChatHeader header) {
        return new MessageActions() {
            @Override
            public void copy(String text) {
                context.actions().copy(text);
            }

            @Override
            public void regenerate(ChatMessage message) {
                model.regenerate(message);
            }

            @Override
            public void edit(ChatMessage message, String text) {
                model.edit(message, text);
            }

            @Override
            public void continueAnswer(ChatMessage message) {
                model.continueAnswer(message);
            }

            @Override
            public void switchBranch(ChatMessage message, int step) {
                model.switchBranch(message, step);
            }

            @Override
            public void showReceipt(Turn turn, Node anchor) {
                turn.receipt().ifPresent(receipt -> new ReceiptPopup(receipt, this::copy).show(anchor));
            }

            @Override
            public void openLink(String address, String host, Node anchor) {
                new LinkPopup(address, host, context).show(anchor);
            }

            @Override
            public String modelName() {
                return header.modelName();
            }

            @Override
            public boolean busy() {
                return model.state().get().answering();
            }
        };
    }

    void focusComposer() {
        composer.focusText();
    }

    void focusSearch() {
        showList(true);
        listView.focusSearch();
    }

    void toggleList() {
        showList(!side.isVisible());
    }

    private void showList(boolean shown) {
        listShown.set(shown);
        if (shown && !side.isVisible()) {
            listInsisted.set(true);
            context.actions().foldInspector();
        }
    }

    void rename(ConversationId conversation) {
        showList(true);
        listView.rename(conversation);
    }

    Transcript transcript() {
        return transcript;
    }
}
