package studio.athanor.desktop.chat;

import java.util.List;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shortcuts.Command;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.engines.spi.text.Message;

/** The commands of the chat pane. */
final class ChatCommands {

    private final Texts texts = Texts.of(ChatCommands.class);
    private final PaneContext context;
    private final ChatModel model;
    private final ConversationList list;
    private final ConversationTransfer transfer;
    private final ChatView view;

    ChatCommands(
            PaneContext context, ChatModel model, ConversationList list, ConversationTransfer transfer, ChatView view) {
        this.context = context;
        this.model = model;
        this.list = list;
        this.transfer = transfer;
        this.view = view;
    }

    List<Command> all() {
        return List.of(
                command("chat.new", "command.new", Feather.EDIT, this::startNew).withKeys("Shortcut+N"),
                command("chat.list", "command.list", Feather.SIDEBAR, inFront(view::toggleList))
                        .withKeys("Shortcut+B"),
                command("chat.search", "command.search", Feather.SEARCH, inFront(view::focusSearch))
                        .withKeys("Shortcut+F"),
                command("chat.stop", "command.stop", Feather.SQUARE, model::stop)
                        .enabledWhen(() -> model.state().get().answering()),
                command("chat.regenerate", "command.regenerate", Feather.REFRESH_CW, this::regenerate)
                        .withKeys("Shortcut+R")
                        .enabledWhen(() -> lastAnswer().isPresent()),
                command("chat.continue", "command.continue", Feather.PLAY, this::continueLast)
                        .enabledWhen(() -> lastAnswer().isPresent()),
                command("chat.copyLast", "command.copyLast", Feather.COPY, this::copyLast)
                        .withKeys("Shortcut+Shift+C")
                        .enabledWhen(() -> lastAnswer().isPresent()),
                command("chat.rename", "command.rename", Feather.TYPE, inFront(() -> open().ifPresent(view::rename)))
                        .enabledWhen(() -> open().isPresent()),
                command("chat.pin", "command.pin", Feather.BOOKMARK, () -> open().ifPresent(list::togglePin))
                        .withKeys("Shortcut+Shift+P")
                        .enabledWhen(() -> open().isPresent()),
                command("chat.delete", "command.delete", Feather.TRASH_2, () -> open().ifPresent(list::trash))
                        .withKeys("Shortcut+Shift+D")
                        .enabledWhen(() -> open().isPresent()),
                command(
                                "chat.exportMarkdown",
                                "command.exportMarkdown",
                                Feather.DOWNLOAD,
                                () -> open().ifPresent(id -> transfer.exportMarkdown(id, title(id), view)))
                        .enabledWhen(() -> open().isPresent()),
                command(
                                "chat.exportJson",
                                "command.exportJson",
                                Feather.DOWNLOAD,
                                () -> open().ifPresent(id -> transfer.exportJson(id, title(id), view)))
                        .enabledWhen(() -> open().isPresent()),
                command("chat.import", "command.import", Feather.UPLOAD, () -> transfer.importFile(view)));
    }

    void addHints(Shortcuts shortcuts) {
        hint(shortcuts, "Enter", "hint.send");
        hint(shortcuts, "Shift+Enter", "hint.newline");
        hint(shortcuts, "Esc", "hint.stop");
        hint(shortcuts, "← →", "hint.branch");
        hint(shortcuts, "Alt+Enter", "hint.continue");
        hint(shortcuts, "Mod+Enter", "hint.editSend");
    }

    private void hint(Shortcuts shortcuts, String keys, String key) {
        shortcuts.addHint(new Shortcuts.KeyHint(texts.get("group.chat"), keys, texts.get(key)));
    }

    private Command command(String id, String key, Feather icon, Runnable action) {
        return Command.of(id, texts.get("group.chat"), texts.get(key), icon, action);
    }

    private Runnable inFront(Runnable action) {
        return () -> {
            context.actions().showPane("chat");
            action.run();
        };
    }

    private void startNew() {
        context.actions().showPane("chat");
        model.startNew();
        view.focusComposer();
    }

    private Optional<ConversationId> open() {
        return model.openId();
    }

    private String title(ConversationId id) {
        return list.find(id).map(summary -> summary.title()).orElse("");
    }

    private Optional<ChatMessage> lastAnswer() {
        if (model.messages().isEmpty()) {
            return Optional.empty();
        }
        ChatMessage last = model.messages().getLast();
        return last.role() == Message.Role.ASSISTANT && !last.streaming() ? Optional.of(last) : Optional.empty();
    }

    private void regenerate() {
        lastAnswer().ifPresent(model::regenerate);
    }

    private void continueLast() {
        lastAnswer().ifPresent(model::continueAnswer);
    }

    private void copyLast() {
        lastAnswer().ifPresent(answer -> context.actions().copy(answer.text()));
    }
}
