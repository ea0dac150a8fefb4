package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.Turn;
import studio.athanor.core.chat.TurnId;
import studio.athanor.engines.spi.text.Message;

/** The turns of the open conversation's active branch, as messages. FX thread only. */
final class ShownTurns {

    private final ObservableList<ChatMessage> messages = FXCollections.observableArrayList();

    ObservableList<ChatMessage> messages() {
        return messages;
    }

    /** Shows the turns of a conversation; the last is streaming if an answer is being made. */
    void show(OpenedConversation opened) {
        Optional<TurnId> coming = opened.active().map(ActiveAnswer::answer);
        List<ChatMessage> now = new ArrayList<>();
        for (Turn turn : opened.turns()) {
            boolean comes = coming.filter(turn.id()::equals).isPresent();
            now.add(comes ? ChatMessage.streaming(turn.id()) : ChatMessage.of(turn));
        }
        coming.filter(id -> now.stream().noneMatch(message -> message.id().equals(id)))
                .ifPresent(id -> now.add(ChatMessage.streaming(id)));
        messages.setAll(now);
    }

    /** Replaces what is at and after an index by an answer that was begun, and its question; returns the answer's. */
    ChatMessage begin(ActiveAnswer answer, int index) {
        List<ChatMessage> now = new ArrayList<>(messages.subList(0, Math.min(index, messages.size())));
        answer.question().ifPresent(question -> now.add(ChatMessage.of(question)));
        ChatMessage message = ChatMessage.streaming(answer.answer());
        now.add(message);
        messages.setAll(now);
        return message;
    }

    /** Takes over how many branches there are beside each turn. */
    void updateBranches(List<Turn> turns) {
        for (Turn turn : turns) {
            messages.stream()
                    .filter(message -> message.id().equals(turn.id()))
                    .forEach(message -> message.updateBranches(turn));
        }
    }

    /** Returns what was said, for counting it. */
    List<Message> said() {
        return messages.stream()
                .filter(message -> !message.streaming())
                .map(message -> Message.of(message.role(), message.text()))
                .toList();
    }
}
