package studio.athanor.desktop.chat;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ConversationStore;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.WindowMemory;

/** Keeps what is typed and not sent, each conversation's own, some moments after the last key. FX thread only. */
final class DraftKeeper {

    private static final Duration DELAY = Duration.millis(400);

    private final ConversationStore store;
    private final WindowMemory memory;
    private final String newDraftKey;
    private final Notices notices;
    private final PauseTransition delay = new PauseTransition(DELAY);
    private Optional<ConversationId> conversation = Optional.empty();
    private String kept = "";
    private String typed = "";

    DraftKeeper(ConversationStore store, WindowMemory memory, String newDraftKey, Notices notices) {
        this.store = store;
        this.memory = memory;
        this.newDraftKey = newDraftKey;
        this.notices = notices;
        delay.setOnFinished(event -> flush());
    }

    /** Tells which conversation is typed for from now on; empty for one that is not stored yet. */
    void opened(Optional<ConversationId> now) {
        conversation = now;
    }

    void typed(String text) {
        typed = text;
        delay.playFromStart();
    }

    /** Tells that what was typed was sent. */
    void sent() {
        typed = "";
        if (conversation.isEmpty()) {
            memory.keepText(newDraftKey, "");
        }
        flush();
    }

    /** Keeps what was typed now. */
    void flush() {
        delay.stop();
        if (typed.equals(kept)) {
            return;
        }
        kept = typed;
        if (conversation.isEmpty()) {
            memory.keepText(newDraftKey, typed);
            return;
        }
        var _ = store.saveDraft(conversation.get(), typed).whenComplete((value, failure) -> {
            if (failure != null) {
                notices.show(failure);
            }
        });
    }
}
