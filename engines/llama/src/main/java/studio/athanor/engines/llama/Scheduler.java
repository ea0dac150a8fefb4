package studio.athanor.engines.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.ggml.RuntimeLog;
import studio.athanor.engines.llama.libllama.Contexts;
import studio.athanor.engines.llama.libllama.PerToken;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ComputationFailed;
import studio.athanor.engines.spi.EngineException.ContextFull;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextRequest;

/**
 * Computes all requests of a model on one thread, which alone uses the context. Each step computes one batch: the next token
 * of every answer that runs, and parts of the prompts that are being read.
 */
final class Scheduler implements Runnable {

    private static final int ABORTED = 2;
    private static final int NO_ROOM = 1;
    private static final int LOG_LINES = 20;

    private final NativeModel model;
    private final Contexts contexts;
    private final MemorySegment context;
    private final ContextMemory memory;
    private final Tokenizer tokenizer;
    private final SequencePool pool;
    private final StepBatch step;
    private final CandidateTokens candidates;
    private final AbortFlag abort;
    private final RuntimeLog log;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Generation> waiting = new ArrayDeque<>();
    private @Nullable Failure broken;
    private volatile boolean dirty;
    private volatile boolean closing;

    /**
     * @param abort raised to stop a computation that is under way
     * @param arena must live until {@link #run} returns
     */
    Scheduler(NativeModel model, RuntimeLog log, AbortFlag abort, Arena arena) {
        this.model = model;
        this.log = log;
        this.abort = abort;
        contexts = model.libllama().contexts();
        context = model.context();
        memory = model.memory();
        tokenizer = model.tokenizer();
        pool = new SequencePool(model);
        step = new StepBatch(policy(), contexts.batchSize(context), arena);
        candidates = new CandidateTokens(arena, tokenizer.size());
        candidates.warmUp();
        abort.callback().ifPresent(callback -> contexts.setAbort(context, callback, abort.argument()));
    }

    private StepPolicy policy() {
        return model.batchInvariant()
                ? new InvariantSteps(pool, memory, model.contextTokens())
                : new SharedSteps(pool, Math.max(contexts.microBatchSize(context), model.sequences()));
    }

    /** Takes a request, which may be prepared later; requests start in the order they are submitted. */
    void submit(Generation generation) {
        Failure refusal;
        lock.lock();
        try {
            refusal = broken;
            if (refusal == null) {
                waiting.addLast(generation);
            }
        } finally {
            lock.unlock();
        }
        if (refusal == null) {
            wake();
        } else {
            generation.failed(refusal);
        }
    }

    /** Looks at all requests again: one was prepared or cancelled. */
    void wake() {
        lock.lock();
        try {
            dirty = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes to account that a request was cancelled: one that is being computed stops the computation under way, one that waits
     * costs the others nothing.
     */
    void cancelled(Generation generation) {
        if (generation.computing()) {
            abort.raise();
        }
        wake();
    }

    /** Cancels everything and ends {@link #run}. */
    void close() {
        closing = true;
        abort.raise();
        wake();
    }

    /** Ends the requests that came after {@link #run} had ended. */
    void cancelWaiting() {
        takeWaiting().forEach(Generation::endCancelled);
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                admitWaiting();
                if (!computeStep()) {
                    awaitChange();
                }
            }
            pool.active().forEach(this::endCancelled);
            cancelWaiting();
        } catch (RuntimeException | Error e) {
            failAll(ProgramFault.of("The engine stopped", e).toFailure());
        }
    }

    /** Ends all requests, and from now on each new one at once: what the sequences hold is unknown. */
    private void failAll(Failure failure) {
        lock.lock();
        try {
            broken = failure;
        } finally {
            lock.unlock();
        }
        pool.active().forEach(sequence -> generation(sequence).failed(failure));
        takeWaiting().forEach(generation -> generation.failed(failure));
    }

    private void awaitChange() {
        lock.lock();
        try {
            while (!dirty && !closing) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Generation> takeWaiting() {
        lock.lock();
        try {
            List<Generation> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void admitWaiting() {
        if (!dirty) {
            return;
        }
        List<Generation> all;
        lock.lock();
        try {
            dirty = false;
            all = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        Set<Generation> settled = new HashSet<>();
        for (Generation generation : all) {
            if (settle(generation)) {
                settled.add(generation);
            }
        }
        lock.lock();
        try {
            waiting.removeAll(settled);
        } finally {
            lock.unlock();
        }
    }

    /** Starts or ends a request that waits; false if it goes on waiting. */
    private boolean settle(Generation generation) {
        Optional<Failure> refusal = generation.preparationFailure();
        if (generation.cancelled()) {
            generation.endCancelled();
        } else if (refusal.isPresent()) {
            generation.failed(refusal.get());
        } else if (generation.isPrepared() && pool.hasIdle()) {
            start(generation);
        } else {
            return false;
        }
        return true;
    }

    private void start(Generation generation) {
        int[] prompt = generation.request().prompt();
        if (prompt.length > model.contextTokens()) {
            generation.failed(promptTooLong(prompt.length).toFailure());
            return;
        }
        Sequence sequence = pool.assign(prompt);
        sequence.generation = generation;
        sequence.shifted = false;
        guard(sequence, () -> {
            generation.request().chooser().acceptPrompt(prompt);
            generation.admitted(sequence.tokens.size(), sequence.evaluated);
        });
    }

    private ContextFull promptTooLong(int tokens) {
        return new ContextFull(
                "The prompt has " + tokens + " tokens; the context holds " + model.contextTokens() + ".",
                "Shorten the conversation or its attachments, or load the model with a larger context.",
                null);
    }

    /** Computes one batch; false if there was nothing to compute. */
    private boolean computeStep() {
        List<Sequence> active = pool.active();
        abort.lower();
        boolean ended = false;
        for (Sequence sequence : active) {
            if (generation(sequence).cancelled()) {
                endCancelled(sequence);
                ended = true;
            }
        }
        if (ended) {
            return true;
        }
        step.fill(active);
        if (step.size() == 0) {
            return false;
        }
        if (closing) {
            return true;
        }
        long started = System.nanoTime();
        int result = PerToken.decode(context, step.struct());
        if (result == 0) {
            step.computed(System.nanoTime() - started);
            advance(active);
            for (Sequence sequence : active) {
                if (sequence.output >= 0) {
                    guard(sequence, () -> readOutput(sequence));
                }
            }
        } else {
            step.failed();
            recover(active, result);
        }
        return true;
    }

    private void advance(List<Sequence> active) {
        for (Sequence sequence : active) {
            if (sequence.batched > 0) {
                sequence.evaluated += sequence.batched;
                Generation generation = generation(sequence);
                if (!generation.answerBegan()) {
                    generation.promptProgress(sequence.evaluated);
                }
            }
        }
    }

    /** What goes wrong with one answer must not take the others down. */
    private void guard(Sequence sequence, Runnable part) {
        Generation generation = generation(sequence);
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            ComputationFailed failure = ProgramFault.of("The answer could not be computed", e);
            if (sequence.generation == generation) {
                fail(sequence, failure);
            } else {
                generation.failed(failure.toFailure());
            }
        }
    }

    private void readOutput(Sequence sequence) {
        Generation generation = generation(sequence);
        PreparedRequest request = generation.request();
        candidates.read(model.logits(sequence.output));
        if (candidates.undefined()) {
            fail(sequence, failed("The model computed no numbers (NaN)."));
            return;
        }
        int token = request.chooser().choose(candidates, tokensLeft(sequence, request.request()));
        if (token == TokenChooser.NONE) {
            fail(
                    sequence,
                    new InvalidRequest(
                            "The model has no token that goes on with the grammar.",
                            "Use a grammar whose characters the model can write.",
                            null));
            return;
        }
        if (tokenizer.isEnd(token)
                && (request.chooser().constrained() || !request.request().ignoreEnd())) {
            generation.endToken();
            end(sequence, StopReason.END_OF_TURN);
            return;
        }
        generation.token(tokenizer.bytes(token), tokenizer.isControl(token));
        if (generation.stopStringSeen()) {
            end(sequence, StopReason.STOP_STRING);
        } else if (generation.tokenLimitReached()) {
            end(sequence, StopReason.MAX_TOKENS);
        } else if (sequence.tokens.size() >= model.contextTokens() && !makeRoom(sequence)) {
            end(sequence, StopReason.CONTEXT_FULL);
        } else {
            sequence.tokens.add(token);
        }
    }

    private int tokensLeft(Sequence sequence, TextRequest request) {
        int left = request.maxTokens() < 0
                ? Integer.MAX_VALUE
                : request.maxTokens() - generation(sequence).generatedTokens();
        int room = request.overflow() == TextRequest.Overflow.SHIFT
                ? Integer.MAX_VALUE
                : model.contextTokens() - sequence.tokens.size() + 1;
        return Math.min(left, room);
    }

    /** Drops the older half of what is behind the part that must stay. */
    private boolean makeRoom(Sequence sequence) {
        PreparedRequest request = generation(sequence).request();
        if (request.request().overflow() != TextRequest.Overflow.SHIFT || !memory.canShift()) {
            return false;
        }
        int kept = Math.min(request.keptTokens(), sequence.evaluated / 2);
        int dropped = (sequence.evaluated - kept) / 2;
        if (dropped == 0 || !memory.shift(sequence, kept, kept + dropped)) {
            return false;
        }
        sequence.tokens.remove(kept, kept + dropped);
        sequence.evaluated -= dropped;
        sequence.shifted = true;
        return true;
    }

    private void recover(List<Sequence> active, int result) {
        List<Sequence> batched =
                active.stream().filter(sequence -> sequence.batched > 0).toList();
        batched.forEach(memory::rollBack);
        if (result == ABORTED || (result == NO_ROOM && pool.dropIdle())) {
            return;
        }
        ComputationFailed failure =
                failed("llama.cpp could not compute a batch of " + step.size() + " tokens (code " + result + ").");
        batched.forEach(sequence -> fail(sequence, failure));
    }

    private ComputationFailed failed(String sentence) {
        List<String> lines = log.lines();
        return new ComputationFailed(
                sentence,
                "Load the model again, with a smaller context or fewer sequences if memory is short; if it happens again, the"
                        + " model file may be damaged.",
                String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
    }

    private void fail(Sequence sequence, EngineException failure) {
        Generation generation = generation(sequence);
        pool.clear(sequence);
        pool.release(sequence);
        dirty = true;
        generation.failed(failure.toFailure());
    }

    private void end(Sequence sequence, StopReason reason) {
        Generation generation = generation(sequence);
        free(sequence);
        generation.done(reason);
    }

    private void endCancelled(Sequence sequence) {
        Generation generation = generation(sequence);
        free(sequence);
        generation.endCancelled();
    }

    /** After a shift the rest was computed with what is dropped, so that it is of no use to another prompt. */
    private void free(Sequence sequence) {
        if (sequence.shifted) {
            memory.truncate(sequence, Math.min(generation(sequence).request().keptTokens(), sequence.evaluated / 2));
        }
        pool.release(sequence);
        dirty = true;
    }

    private static Generation generation(Sequence sequence) {
        return Objects.requireNonNull(sequence.generation);
    }
}
