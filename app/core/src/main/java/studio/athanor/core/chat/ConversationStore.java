package studio.athanor.core.chat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import studio.athanor.core.StudioException;
import studio.athanor.engines.spi.job.Subscription;

/**
 * The conversations on disk. Thread-safe.
 *
 * <p>Reading blocks for some milliseconds. Writing returns at once; the future completes when the change is committed,
 * with a {@link StudioException} if it was refused. While the disk is full or failing, changes wait in memory, in
 * order, and their futures with them.
 */
public interface ConversationStore {

    /** Makes an empty conversation. {@link ConversationService#start} makes one together with its first turn. */
    CompletableFuture<Conversation> create(ChatSettings settings);

    /** Lists conversations that are not in the trash: the pinned ones first, and the one spoken in last first. */
    List<ConversationSummary> list(int offset, int limit) throws StudioException;

    /** Counts conversations that are not in the trash. */
    int count() throws StudioException;

    /** Lists the trash, the latest first. */
    List<ConversationSummary> listTrash() throws StudioException;

    /** Returns a conversation, in the trash or not. */
    Optional<Conversation> find(ConversationId conversation) throws StudioException;

    /** Returns a conversation as the list shows it. */
    Optional<ConversationSummary> summary(ConversationId conversation) throws StudioException;

    /** Returns the turns of the active branch, first to last. */
    List<Turn> path(ConversationId conversation) throws StudioException;

    /** Returns every turn of a conversation, each after its parent. */
    List<Turn> tree(ConversationId conversation) throws StudioException;

    /** Returns one turn. */
    Optional<Turn> turn(TurnId turn) throws StudioException;

    /** Returns the turns with the same parent, itself included, in the order they were made. */
    List<TurnId> siblings(TurnId turn) throws StudioException;

    /** Makes the branch through a turn the active one; below it, the branch that was active there last. */
    CompletableFuture<Void> select(TurnId turn);

    /** Gives a conversation a title; an empty one goes back to the title made from its first message. */
    CompletableFuture<Void> rename(ConversationId conversation, String title);

    /** Keeps how a conversation is answered. */
    CompletableFuture<Void> saveSettings(ConversationId conversation, ChatSettings settings);

    /** Keeps what is typed and not sent. */
    CompletableFuture<Void> saveDraft(ConversationId conversation, String draft);

    /** Returns the files attached to what is not sent; without a conversation, to one that is not begun. */
    List<Attachment> draftFiles(Optional<ConversationId> conversation) throws StudioException;

    /** Keeps the files attached to what is not sent; without a conversation, to one that is not begun. */
    CompletableFuture<Void> saveDraftFiles(Optional<ConversationId> conversation, List<Attachment> files);

    /** Keeps a conversation at the top of the list, or no longer. */
    CompletableFuture<Void> pin(ConversationId conversation, boolean pinned);

    /** Puts a conversation in the trash, where it stays for 30 days. */
    CompletableFuture<Void> trash(ConversationId conversation);

    /** Takes a conversation out of the trash. */
    CompletableFuture<Void> restore(ConversationId conversation);

    /** Deletes a conversation that is in the trash, for ever. */
    CompletableFuture<Void> delete(ConversationId conversation);

    /**
     * Finds conversations by words in titles and turns; the last word may be unfinished. The text is taken as words,
     * never as a query language.
     */
    List<SearchHit> search(String text, int limit) throws StudioException;

    /** Calls an observer after each committed change, from the thread that writes; must return quickly. */
    Subscription observe(Consumer<ConversationChange> observer);

    /** Returns whether changes reach the disk. */
    StoreHealth health();

    /** Calls an observer with the present health and on each change of it, from any thread. */
    Subscription observeHealth(Consumer<StoreHealth> observer);
}
