package studio.athanor.core.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import studio.athanor.engines.spi.job.Subscription;

/** An answer that is being made. Thread-safe. */
public interface ActiveAnswer {

    /** Returns the conversation, which exists by then or is being stored. */
    ConversationId conversation();

    /** Returns the turn of the user that is answered; absent if an answer is continued. */
    Optional<Turn> question();

    /** Returns the turn that is being written. */
    TurnId answer();

    /** Returns what is there now. */
    AnswerSnapshot snapshot();

    /** Calls a listener with what is there now and then with every piece. */
    Subscription subscribe(AnswerListener listener);

    /** Asks for the end. Returns at once; listeners are told by {@link AnswerListener#finished}. */
    void cancel();

    /**
     * Completes when the user's turn and the beginning of the answer are committed to disk. While the disk is full it
     * waits; see {@code ConversationStore.health()}.
     */
    CompletableFuture<Void> stored();

    /** Completes with the turn when the answer ended and is committed to disk, whatever its state. */
    CompletableFuture<Turn> finished();
}
