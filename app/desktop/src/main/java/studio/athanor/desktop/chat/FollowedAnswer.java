package studio.athanor.desktop.chat;

import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.property.ObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.Turn;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** The answer that is being made in the open conversation: its message grows once per frame. FX thread only. */
final class FollowedAnswer {

    private final UiScheduler scheduler;
    private final Runnable changed;
    private final BiConsumer<ActiveAnswer, Turn> ended;
    private final ObjectProperty<@Nullable Progress> progress;
    private @Nullable ChatState state;
    private @Nullable ActiveAnswer answer;
    private @Nullable AnswerFeed feed;
    private @Nullable ChatMessage message;
    private Subscription following = () -> {};

    /**
     * Follows nothing yet.
     *
     * @param scheduler calls once per frame
     * @param progress is told how far loading the model or reading the prompt is
     * @param changed called when something came
     * @param ended receives the answer and the turn that came of it
     */
    FollowedAnswer(
            UiScheduler scheduler,
            ObjectProperty<@Nullable Progress> progress,
            Runnable changed,
            BiConsumer<ActiveAnswer, Turn> ended) {
        this.scheduler = scheduler;
        this.progress = progress;
        this.changed = changed;
        this.ended = ended;
    }

    /** Returns where the answer is; empty if none is made. */
    Optional<ChatState> state() {
        return Optional.ofNullable(state);
    }

    void follow(ActiveAnswer next, ChatMessage grown) {
        answer = next;
        message = grown;
        state = ChatState.PROCESSING_PROMPT;
        AnswerFeed fresh = new AnswerFeed(scheduler.oncePerFrame(this::frame));
        feed = fresh;
        following = next.subscribe(fresh);
    }

    void cancel() {
        if (answer != null) {
            answer.cancel();
        }
    }

    /** Follows the answer no longer; it goes on. */
    void leave() {
        following.close();
        following = () -> {};
        answer = null;
        feed = null;
        message = null;
        state = null;
        progress.set(null);
    }

    /** Paints what came since the last frame. */
    private void frame() {
        AnswerFeed from = feed;
        ChatMessage grown = message;
        ActiveAnswer now = answer;
        if (from == null || grown == null || now == null) {
            return;
        }
        AnswerFeed.Batch batch = from.drain();
        grown.grow(batch);
        progress.set(progressOf(batch));
        state = stateOf(batch);
        changed.run();
        batch.finished().ifPresent(turn -> {
            leave();
            grown.settle(turn);
            ended.accept(now, turn);
        });
    }

    private static ChatState stateOf(AnswerFeed.Batch batch) {
        return switch (batch.stage().orElse(null)) {
            case LOADING_MODEL -> ChatState.LOADING_MODEL;
            case REASONING, WRITING, ENDED -> ChatState.STREAMING;
            case null, default -> ChatState.PROCESSING_PROMPT;
        };
    }

    private static @Nullable Progress progressOf(AnswerFeed.Batch batch) {
        return switch (batch.stage().orElse(null)) {
            case LOADING_MODEL -> batch.loading().orElse(null);
            case READING_PROMPT ->
                batch.promptTotal() > 0 ? new Progress.Steps(batch.promptDone(), batch.promptTotal(), "tokens") : null;
            case null, default -> null;
        };
    }
}
