package studio.athanor.desktop.chat;

import java.util.List;
import java.util.Optional;
import studio.athanor.core.StudioException;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.Conversation;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.Turn;

/**
 * A conversation as it was read from the store.
 *
 * @param conversation without its turns
 * @param draft what is composed and not sent
 * @param turns of the active branch
 * @param active the answer that is being made in it
 */
record OpenedConversation(Conversation conversation, Draft draft, List<Turn> turns, Optional<ActiveAnswer> active) {

    /** Reads; blocks. */
    static Optional<OpenedConversation> read(ChatServices services, ConversationId id) throws StudioException {
        Optional<Conversation> found =
                services.store().find(id).filter(one -> one.trashedAt().isEmpty());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = new Draft(found.get().draft(), services.store().draftFiles(Optional.of(id)));
        Optional<ActiveAnswer> active = services.service().active(id);
        return Optional.of(
                new OpenedConversation(found.get(), draft, services.store().path(id), active));
    }
}
