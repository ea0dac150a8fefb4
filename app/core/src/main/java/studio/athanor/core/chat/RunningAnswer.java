package studio.athanor.core.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.ToolCall;

/**
 * What came of an answer so far, and who follows it. Events are told while this object is locked, so that every listener
 * sees the same order and a new one misses nothing.
 */
final class RunningAnswer implements ActiveAnswer {

    private final Optional<Turn> question;
    private final Turn begun;
    private final CompletableFuture<Void> stored;
    private final CompletableFuture<Turn> finished = new CompletableFuture<>();
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private final List<AnswerListener> listeners = new CopyOnWriteArrayList<>();
    private final StringBuilder text;
    private final StringBuilder reasoning;
    private final List<ToolCall> toolCalls;
    private final Consumer<RunningAnswer> onEnd;
    private AnswerSnapshot.Stage stage = AnswerSnapshot.Stage.LOADING_MODEL;
    private Turn.State state = Turn.State.STREAMING;
    private int promptProcessed;
    private int promptTotal;
    private long reasoningStartNanos;
    private long reasoningNanos;
    private TextEvent.@Nullable Terminal outcome;
    private @Nullable Turn result;
    private volatile @Nullable RunningText running;

    /**
     * Begins with what the turn has, which is something if an answer goes on.
     *
     * @param onEnd called once, after the last event, before listeners are told
     */
    RunningAnswer(Optional<Turn> question, Turn begun, CompletableFuture<Void> stored, Consumer<RunningAnswer> onEnd) {
        this.question = question;
        this.begun = begun;
        this.stored = stored;
        this.onEnd = onEnd;
        text = new StringBuilder(begun.text());
        reasoning = new StringBuilder(begun.reasoning());
        toolCalls = new ArrayList<>(begun.toolCalls());
    }

    @Override
    public ConversationId conversation() {
        return begun.conversation();
    }

    @Override
    public Optional<Turn> question() {
        return question;
    }

    @Override
    public TurnId answer() {
        return begun.id();
    }

    Turn begun() {
        return begun;
    }

    @Override
    public synchronized AnswerSnapshot snapshot() {
        return new AnswerSnapshot(
                text.toString(),
                reasoning.toString(),
                toolCalls,
                state,
                stage,
                promptProcessed,
                promptTotal,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    @Override
    public synchronized Subscription subscribe(AnswerListener listener) {
        listener.started(snapshot());
        Turn known = result;
        if (known == null) {
            listeners.add(listener);
        } else {
            listener.finished(known);
        }
        return () -> unsubscribe(listener);
    }

    private synchronized void unsubscribe(AnswerListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void cancel() {
        cancelled.complete(true);
        RunningText request = running;
        if (request != null) {
            request.cancel();
        }
    }

    /** Completes when somebody asked for the end. */
    CompletableFuture<Boolean> cancelled() {
        return cancelled;
    }

    /** Takes the engine's handle; passes on a wish to cancel that came before. */
    void running(RunningText request) {
        running = request;
        if (cancelled.isDone()) {
            request.cancel();
        }
    }

    @Override
    public CompletableFuture<Void> stored() {
        return stored;
    }

    @Override
    public CompletableFuture<Turn> finished() {
        return finished;
    }

    synchronized void modelLoading(Progress progress) {
        if (state == Turn.State.STREAMING) {
            listeners.forEach(listener -> listener.modelLoading(progress));
        }
    }

    synchronized void modelReady() {
        stage = AnswerSnapshot.Stage.READING_PROMPT;
    }

    /** Takes an event of the engine, which may come after the answer was ended from outside. */
    void onEvent(TextEvent event) {
        if (event instanceof TextEvent.Terminal terminal) {
            end(terminal);
        } else {
            take(event);
        }
    }

    private synchronized void take(TextEvent event) {
        if (state != Turn.State.STREAMING) {
            return;
        }
        switch (event) {
            case TextEvent.PromptProgress(int processed, int total, int reused) -> {
                promptProcessed = processed;
                promptTotal = total;
                listeners.forEach(listener -> listener.promptProgress(processed, total, reused));
            }
            case TextEvent.ReasoningDelta(String delta) -> {
                if (stage != AnswerSnapshot.Stage.REASONING) {
                    reasoningStartNanos = System.nanoTime();
                    stage = AnswerSnapshot.Stage.REASONING;
                }
                reasoning.append(delta);
                listeners.forEach(listener -> listener.reasoning(delta));
            }
            case TextEvent.TextDelta(String delta) -> {
                writes();
                text.append(delta);
                listeners.forEach(listener -> listener.text(delta));
            }
            case TextEvent.ToolCalled(int _, ToolCall call) -> {
                writes();
                toolCalls.add(call);
                listeners.forEach(listener -> listener.toolCalled(call));
            }
            case TextEvent.Terminal _ -> {}
        }
    }

    private void writes() {
        if (stage == AnswerSnapshot.Stage.REASONING) {
            reasoningNanos += System.nanoTime() - reasoningStartNanos;
        }
        stage = AnswerSnapshot.Stage.WRITING;
    }

    /** Ends the answer, once. */
    void end(TextEvent.Terminal terminal) {
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = terminal;
            writes();
            stage = AnswerSnapshot.Stage.ENDED;
            state = switch (terminal) {
                case TextEvent.Done _ -> Turn.State.COMPLETE;
                case TextEvent.Cancelled _ -> Turn.State.CANCELLED;
                case TextEvent.Failed _ -> Turn.State.FAILED;
            };
        }
        try {
            onEnd.accept(this);
        } finally {
            ended.countDown();
        }
    }

    synchronized TextEvent.Terminal outcome() {
        TextEvent.Terminal known = outcome;
        if (known == null) {
            throw new IllegalStateException("The answer has not ended");
        }
        return known;
    }

    synchronized OptionalLong reasoningMillis() {
        long before = begun.reasoningMillis().orElse(0);
        return reasoning.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(before + TimeUnit.NANOSECONDS.toMillis(reasoningNanos));
    }

    synchronized void tellFinished(Turn turn) {
        result = turn;
        listeners.forEach(listener -> listener.finished(turn));
        listeners.clear();
    }

    /** Waits for the end; returns whether it came in time. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }
}
