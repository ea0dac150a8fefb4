package studio.athanor.core.chat;

import java.util.List;
import java.util.Optional;

/**
 * A conversation that a search found, with the best place in it.
 *
 * @param conversation that was found
 * @param turn the best match; absent if only the title matches
 * @param excerpt text around the match: of the turn, or the title
 * @param matches where the words are in the excerpt, in order
 */
public record SearchHit(ConversationSummary conversation, Optional<TurnId> turn, String excerpt, List<Range> matches) {

    public SearchHit {
        matches = List.copyOf(matches);
    }

    /**
     * A part of the excerpt.
     *
     * @param start index of its first char
     * @param end index after its last char
     */
    public record Range(int start, int end) {}
}
