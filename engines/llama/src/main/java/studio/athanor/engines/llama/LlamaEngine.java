package studio.athanor.engines.llama;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.ggml.RuntimeLog;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.Unsupported;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.engines.spi.text.OutputConstraint;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.RunningText;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextListener;
import studio.athanor.engines.spi.text.TextRequest;

/**
 * One model, loaded by libllama.
 *
 * <p>Requests are prepared (template, tokens, samplers) each on a virtual thread and computed together on one platform thread.
 * A model that was loaded to embed has no such thread: callers of {@link #embed} compute one after another.
 */
final class LlamaEngine implements TextEngine {

    private final LoadedModel facts;
    private final NativeModel model;
    private final PromptReader prompts;
    private final Grammars grammars;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private final Arena arena = Arena.ofShared();
    private final @Nullable Embedder embedder;
    private final @Nullable Scheduler scheduler;
    private final @Nullable Thread thread;
    private boolean closed;

    LlamaEngine(LoadedModel facts, NativeModel model, PromptReader prompts, RuntimeLog log) {
        this.facts = facts;
        this.model = model;
        this.prompts = prompts;
        grammars = new Grammars(model.tokenizer());
        if (facts.embeddingSize().isPresent()) {
            embedder = new Embedder(model, facts.embeddingSize().getAsInt(), arena);
            scheduler = null;
            thread = null;
        } else {
            embedder = null;
            scheduler = new Scheduler(model, log, new AbortFlag(), arena);
            thread = Thread.ofPlatform().name("llama " + facts.name()).daemon().start(scheduler);
        }
    }

    @Override
    public LoadedModel model() {
        return facts;
    }

    @Override
    public RunningText generate(TextRequest request, TextListener listener) {
        lifetime.readLock().lock();
        try {
            Scheduler target = scheduler;
            if (closed || target == null) {
                Generation refused = new Generation(listener, cancelled -> {});
                refused.failed((closed ? unloaded() : notForChat()).toFailure());
                return refused;
            }
            Generation generation = new Generation(listener, target::cancelled);
            target.submit(generation);
            Thread.ofVirtual().start(() -> prepare(request, generation, target));
            return generation;
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private void prepare(TextRequest request, Generation generation, Scheduler target) {
        lifetime.readLock().lock();
        try {
            if (closed || generation.cancelled()) {
                return;
            }
            generation.prepared(prepared(request));
        } catch (EngineException e) {
            generation.preparationFailed(e.toFailure());
        } catch (RuntimeException | Error e) {
            generation.preparationFailed(
                    ProgramFault.of("The request could not be prepared", e).toFailure());
        } finally {
            lifetime.readLock().unlock();
            target.wake();
        }
    }

    private PreparedRequest prepared(TextRequest request) throws EngineException {
        SamplingLimits.check(request, model.tokenizer().size());
        PromptReader.Reading reading = prompts.read(request.prompt());
        Sampling sampling = request.sampling();
        long seed = sampling.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(SamplingLimits.HIGHEST_SEED));
        boolean constrained = !(request.constraint() instanceof OutputConstraint.None);
        TokenChooser chooser = new TokenChooser(
                model.libllama(),
                model.tokenizer(),
                sampling,
                seed,
                model.contextTokens(),
                constrained ? grammars.guide(request.constraint()) : null);
        return new PreparedRequest(
                request,
                reading.tokens(),
                reading.keptTokens(),
                chooser,
                constrained ? AnswerText.plain() : reading.answer(),
                reading.showControl(),
                seed);
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw unloaded();
            }
            Embedder target = embedder;
            if (target == null) {
                throw new Unsupported(
                        "The model " + facts.name() + " was loaded to chat, not to embed.",
                        "Load it for embeddings.",
                        null);
            }
            return target.embed(texts);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    @Override
    public int countTokens(Prompt prompt) throws EngineException {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw unloaded();
            }
            return prompts.read(prompt).tokens().length;
        } finally {
            lifetime.readLock().unlock();
        }
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.close();
        }
        if (embedder != null) {
            embedder.close();
        }
        joinScheduler();
        lifetime.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (scheduler != null) {
                scheduler.cancelWaiting();
            }
            model.close();
            arena.close();
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    /** The scheduler's thread uses the model until it ends, so an interruption is kept for later. */
    private void joinScheduler() {
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Unsupported unloaded() {
        return new Unsupported("The model " + facts.name() + " was unloaded.", "Load it again.", null);
    }

    private Unsupported notForChat() {
        return new Unsupported(
                "The model " + facts.name() + " was loaded to embed, not to chat.", "Load it for chat.", null);
    }
}
