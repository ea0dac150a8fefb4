package studio.athanor.desktop.chat;

import java.util.List;
import java.util.Optional;
import studio.athanor.core.chat.ConversationSummary;
import studio.athanor.core.chat.SearchHit;

/** A row of the list of conversations. */
sealed interface ConversationRow {

    /**
     * The heading of a group.
     *
     * @param title for example Today
     */
    record Heading(String title) implements ConversationRow {}

    /**
     * A conversation.
     *
     * @param summary of it
     * @param excerpt where a search found its words; absent in the plain list
     */
    record Entry(ConversationSummary summary, Optional<SearchHit> excerpt) implements ConversationRow {}

    /** Returns rows of what a search found. */
    static List<ConversationRow> found(List<SearchHit> hits) {
        return hits.stream()
                .<ConversationRow>map(hit -> new Entry(hit.conversation(), Optional.of(hit)))
                .toList();
    }
}
