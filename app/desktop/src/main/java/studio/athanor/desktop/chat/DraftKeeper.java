package studio.athanor.desktop.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.util.Duration;
import studio.athanor.core.chat.Attachment;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.ConversationStore;
import studio.athanor.desktop.shell.PaneContext;

/**
 * Keeps what is composed and not sent, each conversation's own, some moments after the last change. FX thread only.
 *
 * <p>The text for a conversation that is not begun is kept with the window, as it is needed when the window opens; all
 * else is in the store.
 */
final class DraftKeeper {

    private static final Duration DELAY = Duration.millis(400);
    private static final String NEW_DRAFT_KEY = "chat.draft";

    private final Composer composer;
    private final ConversationStore store;
    private final PaneContext context;
    private final PauseTransition delay = new PauseTransition(DELAY);

    /** What was kept since the window opened; a write may still wait for the disk when it is read again. */
    private final Map<ConversationId, Draft> keptNow = new HashMap<>();

    private Optional<ConversationId> conversation = Optional.empty();
    private Draft unbegun;
    private Draft kept;

    /** Shows the draft of a conversation that is not begun. */
    DraftKeeper(Composer composer, ConversationStore store, PaneContext context) {
        this.composer = composer;
        this.store = store;
        this.context = context;
        unbegun = new Draft(context.memory().text(NEW_DRAFT_KEY), List.of());
        kept = unbegun;
        delay.setOnFinished(event -> flush());
        composer.show(unbegun);
        composer.text().subscribe((before, now) -> delay.playFromStart());
        composer.attachments().addListener((ListChangeListener<Attachment>) change -> delay.playFromStart());
        context.scheduler()
                .background(() -> store.draftFiles(Optional.empty()), this::filesRead, context.notices()::show);
    }

    private void filesRead(List<Attachment> files) {
        if (files.isEmpty() || !unbegun.files().isEmpty()) {
            return;
        }
        unbegun = new Draft(unbegun.text(), files);
        if (conversation.isEmpty() && composer.attachments().isEmpty()) {
            kept = new Draft(kept.text(), files);
            composer.attachments().setAll(files);
        }
    }

    /** Shows the draft of a conversation that is not begun. */
    void openNew() {
        flush();
        open(Optional.empty(), unbegun);
    }

    /** Shows the draft of a conversation, as it was read from the store. */
    void open(ConversationId id, Draft stored) {
        flush();
        open(Optional.of(id), keptNow.getOrDefault(id, stored));
    }

    private void open(Optional<ConversationId> id, Draft draft) {
        conversation = id;
        kept = draft;
        composer.show(draft);
    }

    /** Tells that the conversation that is composed for has begun. */
    void begun(ConversationId id) {
        flush();
        conversation = Optional.of(id);
    }

    /** Tells that what was composed was sent. */
    void sent() {
        composer.clear();
        flush();
    }

    /** Keeps what is composed now. */
    void flush() {
        delay.stop();
        Draft before = kept;
        Draft now = composer.draft();
        kept = now;
        boolean otherText = !now.text().equals(before.text());
        boolean otherFiles = !now.files().equals(before.files());
        conversation.ifPresent(id -> keptNow.put(id, now));
        if (conversation.isEmpty()) {
            unbegun = now;
            if (otherText) {
                context.memory().keepText(NEW_DRAFT_KEY, now.text());
            }
        } else if (otherText) {
            report(store.saveDraft(conversation.get(), now.text()));
        }
        if (otherFiles) {
            report(store.saveDraftFiles(conversation, now.files()));
        }
    }

    private void report(CompletableFuture<?> write) {
        var _ = write.whenComplete((value, failure) -> {
            if (failure != null) {
                context.notices().show(failure);
            }
        });
    }
}
