package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.Turn;
import studio.athanor.core.chat.TurnId;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.ToolCall;

/** One message of the open conversation: a stored turn, or an answer that still comes. FX thread only. */
final class ChatMessage {

    private final TurnId id;
    private final Message.Role role;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private @Nullable Turn turn;
    private @Nullable Watcher watcher;

    /** Is told what happens to a message. */
    interface Watcher {

        /** Text or reasoning was added. */
        void grew(String text, String reasoning);

        /** The turn is stored, or stored anew. */
        void settled(Turn turn);
    }

    private ChatMessage(TurnId id, Message.Role role) {
        this.id = id;
        this.role = role;
    }

    static ChatMessage of(Turn turn) {
        ChatMessage message = new ChatMessage(turn.id(), turn.role());
        message.take(turn);
        return message;
    }

    /** Returns an answer of which nothing came yet. */
    static ChatMessage streaming(TurnId id) {
        return new ChatMessage(id, Message.Role.ASSISTANT);
    }

    TurnId id() {
        return id;
    }

    Message.Role role() {
        return role;
    }

    /** Returns the stored turn; null while the answer comes. */
    @Nullable
    Turn turn() {
        return turn;
    }

    boolean streaming() {
        return turn == null;
    }

    String text() {
        return text.toString();
    }

    int textLength() {
        return text.length();
    }

    String reasoning() {
        return reasoning.toString();
    }

    List<ToolCall> toolCalls() {
        return List.copyOf(toolCalls);
    }

    void watch(Watcher now) {
        watcher = now;
    }

    void grow(AnswerFeed.Batch batch) {
        text.append(batch.text());
        reasoning.append(batch.reasoning());
        toolCalls.addAll(batch.toolCalls());
        if (watcher != null && !(batch.text().isEmpty() && batch.reasoning().isEmpty())) {
            watcher.grew(batch.text(), batch.reasoning());
        }
    }

    void settle(Turn now) {
        take(now);
        if (watcher != null) {
            watcher.settled(now);
        }
    }

    /** Takes over how many branches there are, if that is not known yet. */
    void updateBranches(Turn stored) {
        Turn shown = turn;
        if (shown != null
                && stored.state() == shown.state()
                && (stored.siblingCount() != shown.siblingCount() || stored.siblingIndex() != shown.siblingIndex())) {
            settle(stored);
        }
    }

    private void take(Turn now) {
        turn = now;
        text.setLength(0);
        text.append(now.text());
        reasoning.setLength(0);
        reasoning.append(now.reasoning());
        toolCalls.clear();
        toolCalls.addAll(now.toolCalls());
    }
}
