package studio.athanor.core.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * A conversation as a list shows it.
 *
 * @param id names it
 * @param title shown
 * @param updatedAt when something was last said in it
 * @param model name of the model that last answered; absent before the first answer
 * @param snippet beginning of what was last said, on one line
 * @param pinned whether it stays at the top of the list
 * @param trashedAt when it was put in the trash; absent if it is not there
 */
public record ConversationSummary(
        ConversationId id,
        String title,
        Instant updatedAt,
        Optional<String> model,
        String snippet,
        boolean pinned,
        Optional<Instant> trashedAt) {}
