package studio.athanor.engines.spi.text;

import java.util.List;
import java.util.Optional;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param content what is said; empty for a turn of tool calls only
 * @param reasoning what the model thought before it spoke
 * @param toolCalls calls the model made in this turn
 * @param toolCallId for {@link Role#TOOL}: which call this answers
 * @param toolName for {@link Role#TOOL}: which tool answered
 */
public record Message(
        Role role,
        String content,
        Optional<String> reasoning,
        List<ToolCall> toolCalls,
        Optional<String> toolCallId,
        Optional<String> toolName) {

    public Message {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Returns a turn of plain text. */
    public static Message of(Role role, String content) {
        return new Message(role, content, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }
}
