package studio.athanor.desktop.chat;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ConversationSummary;
import studio.athanor.core.chat.SearchHit;
import studio.athanor.desktop.palette.PaletteItem;
import studio.athanor.desktop.palette.PaletteSource;
import studio.athanor.desktop.shell.Pane;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shortcuts.Command;

/** The place where one talks with a model. */
public final class ChatPane implements Pane {

    private static final int MOST_IN_PALETTE = 8;

    private final PaneContext context;
    private final ChatServices services;
    private final ChatModel model;
    private final ConversationList list;
    private final ChatView view;
    private final ChatInspector inspector;
    private final ChatCommands commands;
    private final Texts texts = Texts.of(ChatPane.class);

    /** Makes the pane for conversations that are open. */
    public ChatPane(PaneContext context, Chats chats) {
        this(context, ChatServices.of(context.studio(), chats));
    }

    ChatPane(PaneContext context, ChatServices services) {
        this.context = context;
        this.services = services;
        model = new ChatModel(services, context);
        list = new ConversationList(
                services.store(),
                context.scheduler(),
                context.notices(),
                new DateGroups(InstantSource.system(), ZoneId.systemDefault()));
        list.trashed().subscribe(gone -> {
            if (gone != null && gone.equals(model.openId().orElse(null))) {
                model.startNew();
            }
        });
        ConversationTransfer transfer = new ConversationTransfer(services, context);
        view = new ChatView(model, list, transfer, context);
        inspector = new ChatInspector(model, context.scheduler(), context.notices());
        commands = new ChatCommands(context, model, list, transfer, view);
        commands.addHints(context.shortcuts());
        model.openLast();
    }

    @Override
    public String id() {
        return "chat";
    }

    @Override
    public String title() {
        return texts.get("pane.title");
    }

    @Override
    public Ikon icon() {
        return Feather.MESSAGE_SQUARE;
    }

    @Override
    public Node view() {
        return view;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(inspector);
    }

    @Override
    public List<Command> commands() {
        return commands.all();
    }

    /** Returns what the palette finds of the conversations. */
    @Override
    public PaletteSource paletteSource() {
        return query -> services.store().search(query, MOST_IN_PALETTE).stream()
                .map(this::item)
                .toList();
    }

    private PaletteItem item(SearchHit hit) {
        ConversationSummary found = hit.conversation();
        String detail = hit.turn().isPresent() ? hit.excerpt().replace('\n', ' ') : found.snippet();
        return PaletteItem.of(found.title(), detail, Feather.MESSAGE_SQUARE, () -> show(found.id()));
    }

    private void show(ConversationId conversation) {
        context.actions().showPane(id());
        model.open(conversation);
    }

    @Override
    public void onShown() {
        view.focusComposer();
    }

    @Override
    public boolean onEscape() {
        if (model.state().get().answering()) {
            model.stop();
            return true;
        }
        return false;
    }

    ChatModel model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
        list.close();
        inspector.close();
    }
}
