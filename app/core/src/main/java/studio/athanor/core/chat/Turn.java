package studio.athanor.core.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * One turn of a conversation, as it is stored.
 *
 * @param id names it
 * @param conversation it belongs to
 * @param parent the turn it follows; absent for a first one
 * @param role who speaks
 * @param text what is said
 * @param reasoning what the model thought before; empty for nothing
 * @param reasoningMillis how long it thought
 * @param toolCalls calls the model made
 * @param attachments files that came with it
 * @param state whether it is whole
 * @param receipt what made it; only of answers that ended or were cancelled
 * @param failure why it ended early; only with {@link State#FAILED}
 * @param createdAt when it was begun
 * @param siblingIndex its place among the turns with the same parent, from 0
 * @param siblingCount turns with the same parent, itself included
 */
public record Turn(
        TurnId id,
        ConversationId conversation,
        Optional<TurnId> parent,
        Message.Role role,
        String text,
        String reasoning,
        OptionalLong reasoningMillis,
        List<ToolCall> toolCalls,
        List<Attachment> attachments,
        State state,
        Optional<Receipt> receipt,
        Optional<Failure> failure,
        Instant createdAt,
        int siblingIndex,
        int siblingCount) {

    public Turn {
        toolCalls = List.copyOf(toolCalls);
        attachments = List.copyOf(attachments);
    }

    /** Whether a turn is whole. */
    public enum State {
        /** It is whole. */
        COMPLETE,
        /** It is being written. */
        STREAMING,
        /** The user stopped it. */
        CANCELLED,
        /** Something stopped it; what came until then is kept. */
        FAILED,
        /** The studio ended while it was being written; what was saved until then is kept. */
        INTERRUPTED
    }
}
