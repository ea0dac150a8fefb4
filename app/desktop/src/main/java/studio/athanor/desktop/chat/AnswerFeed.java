package studio.athanor.desktop.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.chat.AnswerListener;
import studio.athanor.core.chat.AnswerSnapshot;
import studio.athanor.core.chat.Turn;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * Collects what an engine says until the window paints the next frame. Thread-safe: written by the engine's threads,
 * emptied by the FX thread.
 */
final class AnswerFeed implements AnswerListener {

    private final Runnable wake;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private AnswerSnapshot.@Nullable Stage stage;
    private @Nullable Progress loading;
    private int promptDone;
    private int promptTotal;
    private @Nullable Turn finished;

    /**
     * Creates an empty feed.
     *
     * @param wake called after each event, from any thread; must return at once
     */
    AnswerFeed(Runnable wake) {
        this.wake = wake;
    }

    /**
     * What came since the last time.
     *
     * @param text of the answer
     * @param reasoning before it
     * @param toolCalls that were made
     * @param stage where the answer is
     * @param loading of the model, while it is loaded
     * @param promptDone tokens of the prompt that were read
     * @param promptTotal tokens of the prompt; 0 while unknown
     * @param finished the turn, once it ended
     */
    record Batch(
            String text,
            String reasoning,
            List<ToolCall> toolCalls,
            Optional<AnswerSnapshot.Stage> stage,
            Optional<Progress> loading,
            int promptDone,
            int promptTotal,
            Optional<Turn> finished) {}

    /** Takes what came since the last time. */
    synchronized Batch drain() {
        Batch batch = new Batch(
                text.toString(),
                reasoning.toString(),
                List.copyOf(toolCalls),
                Optional.ofNullable(stage),
                Optional.ofNullable(loading),
                promptDone,
                promptTotal,
                Optional.ofNullable(finished));
        text.setLength(0);
        reasoning.setLength(0);
        toolCalls.clear();
        return batch;
    }

    @Override
    public void started(AnswerSnapshot soFar) {
        synchronized (this) {
            text.append(soFar.text());
            reasoning.append(soFar.reasoning());
            toolCalls.addAll(soFar.toolCalls());
            stage = soFar.stage();
            promptDone = soFar.promptProcessedTokens();
            promptTotal = soFar.promptTotalTokens();
        }
        wake.run();
    }

    @Override
    public void modelLoading(Progress progress) {
        synchronized (this) {
            stage = AnswerSnapshot.Stage.LOADING_MODEL;
            loading = progress;
        }
        wake.run();
    }

    @Override
    public void promptProgress(int processedTokens, int totalTokens, int reusedTokens) {
        synchronized (this) {
            stage = AnswerSnapshot.Stage.READING_PROMPT;
            promptDone = processedTokens;
            promptTotal = totalTokens;
        }
        wake.run();
    }

    @Override
    public void text(String delta) {
        synchronized (this) {
            stage = AnswerSnapshot.Stage.WRITING;
            text.append(delta);
        }
        wake.run();
    }

    @Override
    public void reasoning(String delta) {
        synchronized (this) {
            stage = AnswerSnapshot.Stage.REASONING;
            reasoning.append(delta);
        }
        wake.run();
    }

    @Override
    public void toolCalled(ToolCall call) {
        synchronized (this) {
            toolCalls.add(call);
        }
        wake.run();
    }

    @Override
    public void finished(Turn turn) {
        synchronized (this) {
            stage = AnswerSnapshot.Stage.ENDED;
            finished = turn;
        }
        wake.run();
    }
}
