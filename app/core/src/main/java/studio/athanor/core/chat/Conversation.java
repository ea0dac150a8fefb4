package studio.athanor.core.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * A conversation without its turns.
 *
 * @param id names it
 * @param title shown in the list
 * @param createdAt when it was begun
 * @param updatedAt when something was last said in it
 * @param settings how it is answered
 * @param draft text typed and not sent
 * @param trashedAt when it was put in the trash; absent if it is not there
 */
public record Conversation(
        ConversationId id,
        String title,
        Instant createdAt,
        Instant updatedAt,
        ChatSettings settings,
        String draft,
        Optional<Instant> trashedAt) {}
