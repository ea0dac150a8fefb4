package studio.athanor.engines.llama;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.Usage;

/**
 * One request from its arrival to its last event. Prepared on any thread; afterwards the scheduler's thread alone uses it,
 * but for {@link #cancel}.
 */
final class Generation implements RunningText {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
    private static final byte[] NO_BYTES = new byte[0];

    private final TextListener listener;
    private final Consumer<Generation> onCancel;
    private final long arrivedNanos = System.nanoTime();
    private final Utf8Assembler utf8 = new Utf8Assembler();
    private volatile @Nullable PreparedRequest prepared;
    private volatile @Nullable Failure preparationFailure;
    private volatile boolean cancelled;
    private volatile boolean computing;
    private boolean ended;
    private @Nullable StopStrings stops;
    private int promptTokens;
    private int reusedTokens;
    private int generatedTokens;
    private long admittedNanos;
    private long promptDoneNanos;
    private long firstTokenNanos;
    private long lastTokenNanos;

    /**
     * @param listener told of everything
     * @param onCancel told that the request was cancelled, on the cancelling thread
     */
    Generation(TextListener listener, Consumer<Generation> onCancel) {
        this.listener = listener;
        this.onCancel = onCancel;
    }

    @Override
    public void cancel() {
        cancelled = true;
        onCancel.accept(this);
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Tells whether the request has a sequence, from {@link #admitted} to its last event. Thread-safe. */
    boolean computing() {
        return computing;
    }

    void prepared(PreparedRequest request) {
        synchronized (this) {
            if (!ended) {
                prepared = request;
                return;
            }
        }
        request.chooser().close();
    }

    void preparationFailed(Failure failure) {
        preparationFailure = failure;
    }

    /** Returns why the request cannot be computed, if that is known. */
    Optional<Failure> preparationFailure() {
        return Optional.ofNullable(preparationFailure);
    }

    boolean isPrepared() {
        return prepared != null;
    }

    PreparedRequest request() {
        return Objects.requireNonNull(prepared);
    }

    void admitted(int promptTokenCount, int reused) {
        computing = true;
        admittedNanos = System.nanoTime();
        promptTokens = promptTokenCount;
        reusedTokens = reused;
        stops = new StopStrings(request().request().stopStrings());
        tell(new TextEvent.PromptProgress(reused, promptTokens, reused));
    }

    int promptTokens() {
        return promptTokens;
    }

    int generatedTokens() {
        return generatedTokens;
    }

    void reused(int tokens) {
        reusedTokens = tokens;
    }

    void promptProgress(int processed) {
        int done = Math.min(processed, promptTokens);
        tell(new TextEvent.PromptProgress(done, promptTokens, reusedTokens));
        if (done == promptTokens) {
            promptDoneNanos = System.nanoTime();
        }
    }

    /** Takes a token of the answer. */
    void token(byte[] bytes, boolean control) {
        generatedTokens++;
        lastTokenNanos = System.nanoTime();
        if (generatedTokens == 1) {
            firstTokenNanos = lastTokenNanos;
        }
        String text = utf8.append(control && !request().showControl() ? NO_BYTES : bytes);
        if (!text.isEmpty()) {
            read(Objects.requireNonNull(stops).append(text));
        }
    }

    /** Counts the token that ends the answer, which has no text. */
    void endToken() {
        token(NO_BYTES, true);
    }

    boolean stopStringSeen() {
        return Objects.requireNonNull(stops).stopped();
    }

    boolean answerBegan() {
        return generatedTokens > 0;
    }

    boolean tokenLimitReached() {
        int limit = request().request().maxTokens();
        return limit >= 0 && generatedTokens >= limit;
    }

    void done(StopReason reason) {
        StopStrings stopStrings = Objects.requireNonNull(stops);
        if (!stopStrings.stopped()) {
            read(stopStrings.append(utf8.finish()));
            read(stopStrings.finish());
        }
        request().answer().finish().forEach(this::tell);
        boolean tools = reason == StopReason.END_OF_TURN && request().answer().callsTools();
        end(new TextEvent.Done(
                tools ? StopReason.TOOL_CALLS : reason, usage(), request().seed()));
    }

    void endCancelled() {
        end(new TextEvent.Cancelled(usage()));
    }

    void failed(Failure failure) {
        end(new TextEvent.Failed(failure));
    }

    private void read(String text) {
        if (!text.isEmpty()) {
            List<TextEvent> events = request().answer().append(text);
            events.forEach(this::tell);
        }
    }

    private void end(TextEvent.Terminal event) {
        PreparedRequest request;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            request = prepared;
        }
        computing = false;
        if (request != null) {
            request.chooser().close();
        }
        tell(event);
    }

    /** A listener that throws must not take the other requests of the batch down. */
    private void tell(TextEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) {
            cancelled = true;
            LOG.warn("A listener of generated text failed; its request is cancelled.", e);
        }
    }

    private Usage usage() {
        long now = System.nanoTime();
        long admitted = admittedNanos == 0 ? now : admittedNanos;
        long promptDone = promptDoneNanos == 0 ? now : promptDoneNanos;
        return new Usage(
                promptTokens,
                reusedTokens,
                generatedTokens,
                millis(admitted - arrivedNanos),
                admittedNanos == 0 ? 0 : millis(promptDone - admitted),
                generatedTokens == 0 ? 0 : millis(lastTokenNanos - firstTokenNanos),
                generatedTokens == 0 ? 0 : millis(firstTokenNanos - arrivedNanos));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
