package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.chat.VirtualColumn.Placed;
import studio.athanor.desktop.markdown.LeafNode;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.theme.StyleSheets;

/** Shows the messages of a conversation. FX thread only. */
final class Transcript extends StackPane {

    /** Of each second, painting text that comes may take this share at most; the rest is for everything else. */
    private static final int REST_PER_WORK = 3;

    private final MessageActions actions;
    private final VirtualColumn column = new VirtualColumn();
    private final Runnable refreshSoon;
    private final List<MessageItem> items = new ArrayList<>();
    private @Nullable MessageItem pointed;
    private long notBefore;

    Transcript(ObservableList<ChatMessage> messages, MessageActions actions, UiScheduler scheduler) {
        this.actions = actions;
        Texts texts = Texts.of(Transcript.class);
        refreshSoon = scheduler.oncePerFrame(this::refresh);
        getStylesheets().add(StyleSheets.of(LeafNode.class, "markdown.css"));
        column.setId("transcript");
        column.setAccessibleText(texts.get("transcript.accessible"));
        TextSelection selection = new TextSelection(column, actions::copy);
        column.setAfterLayout(selection::paint);
        column.content().addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(event.getY()));
        column.addEventHandler(MouseEvent.MOUSE_EXITED, event -> point(-1));

        Button newest = new Button(texts.get("transcript.newest"));
        newest.setId("newest");
        newest.getStyleClass().add("newest-chip");
        newest.setOnAction(event -> column.scrollToEnd());
        newest.visibleProperty()
                .bind(column.following()
                        .not()
                        .and(Bindings.isNotEmpty(messages))
                        .and(column.atEnd().not()));
        StackPane.setAlignment(newest, Pos.BOTTOM_CENTER);
        StackPane.setMargin(newest, new Insets(0, 0, 12, 0));
        getChildren().addAll(column, newest);

        messages.addListener((ListChangeListener<ChatMessage>) change -> show(List.copyOf(messages)));
        show(List.copyOf(messages));
    }

    VirtualColumn column() {
        return column;
    }

    /** Shows messages; those at the beginning that are shown already stay as they are. */
    private void show(List<ChatMessage> messages) {
        int same = 0;
        while (same < Math.min(messages.size(), items.size())
                && items.get(same).message().equals(messages.get(same))) {
            same++;
        }
        List<MessageItem> fresh = new ArrayList<>();
        for (ChatMessage message : messages.subList(same, messages.size())) {
            fresh.add(new MessageItem(message, actions, column, refreshSoon));
        }
        pointed = null;
        items.subList(same, items.size()).clear();
        items.addAll(fresh);
        if (same == 0) {
            column.setItems(items);
        } else {
            column.replaceFrom(same, fresh);
            if (!fresh.isEmpty() && fresh.getLast().message().streaming()) {
                column.scrollToEnd();
            }
        }
    }

    private void refresh() {
        long start = System.nanoTime();
        if (start < notBefore) {
            refreshSoon.run();
            return;
        }
        for (int i = items.size() - 1; i >= Math.max(0, items.size() - 2); i--) {
            items.get(i).refresh();
        }
        long work = System.nanoTime() - start + column.lastLayoutNanos();
        notBefore = System.nanoTime() + (work > 4_000_000 ? REST_PER_WORK * work : 0);
    }

    private void point(double y) {
        @Nullable MessageItem now = null;
        for (Placed one : column.placed()) {
            if (y >= one.top() && y < one.top() + one.height() && one.item() instanceof MessageItem item) {
                now = item;
            }
        }
        if (!Objects.equals(now, pointed)) {
            if (pointed != null) {
                pointed.setPointed(false);
            }
            if (now != null) {
                now.setPointed(true);
            }
            pointed = now;
        }
    }
}
