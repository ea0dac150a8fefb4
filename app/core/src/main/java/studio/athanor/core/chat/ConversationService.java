package studio.athanor.core.chat;

import java.util.List;
import java.util.Optional;
import studio.athanor.core.StudioException;

/**
 * Asks and answers. Thread-safe; no method waits for a model or the disk, but each reads the branch it continues, which
 * takes some milliseconds.
 *
 * <p>If the model is not loaded it is loaded first. Failures of the model end the answer with {@link
 * Turn.State#FAILED}; exceptions here mean that nothing was begun. One answer at a time is made in a conversation.
 */
public interface ConversationService {

    /** Begins a conversation with a message. */
    ActiveAnswer start(String text, List<Attachment> attachments, ChatSettings settings) throws StudioException;

    /** Says something at the end of the active branch. */
    ActiveAnswer send(ConversationId conversation, String text, List<Attachment> attachments, ChatSettings settings)
            throws StudioException;

    /** Makes another answer beside one that is there. */
    ActiveAnswer regenerate(TurnId answer, ChatSettings settings) throws StudioException;

    /** Says something else in place of a turn of the user; what was said stays as another branch. */
    ActiveAnswer edit(TurnId question, String text, List<Attachment> attachments, ChatSettings settings)
            throws StudioException;

    /** Goes on with an answer that ended early. */
    ActiveAnswer continueAnswer(TurnId answer, ChatSettings settings) throws StudioException;

    /** Returns the answer being made in a conversation. */
    Optional<ActiveAnswer> active(ConversationId conversation);

    /** Returns the answers being made. */
    List<ActiveAnswer> active();
}
