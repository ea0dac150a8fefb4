package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import studio.athanor.engines.llama.libllama.Contexts;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ComputationFailed;
import studio.athanor.engines.spi.EngineException.ContextFull;
import studio.athanor.engines.spi.EngineException.InvalidRequest;
import studio.athanor.engines.spi.EngineException.Unsupported;

/** Turns texts into vectors, as many at a time as the context has sequences. Thread-safe: callers take turns. */
final class Embedder {

    private static final int POOLING_RANK = 4;
    private static final int ABORTED = 2;

    private final NativeModel model;
    private final Contexts contexts;
    private final int embeddingSize;
    private final int batchTokens;
    private final DecodeBatch batch;
    private final AbortFlag abort;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean closing;

    Embedder(NativeModel model, int embeddingSize, Arena arena) {
        this.model = model;
        this.embeddingSize = embeddingSize;
        contexts = model.libllama().contexts();
        batchTokens = contexts.microBatchSize(model.context());
        batch = new DecodeBatch(arena, batchTokens);
        abort = new AbortFlag();
        abort.callback().ifPresent(callback -> contexts.setAbort(model.context(), callback, abort.argument()));
    }

    List<float[]> embed(List<String> texts) throws EngineException, InterruptedException {
        if (contexts.poolingType(model.context()) == POOLING_RANK) {
            throw new Unsupported(
                    "The model ranks pairs of texts; it makes no embeddings.", "Choose an embedding model.", null);
        }
        List<int[]> tokens = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            tokens.add(checked(i, model.tokenizer().splitForEmbedding(texts.get(i))));
        }
        turn.lockInterruptibly();
        try {
            List<float[]> vectors = new ArrayList<>();
            while (vectors.size() < tokens.size()) {
                if (Thread.interrupted() || closing) {
                    throw new InterruptedException("Embedding was cancelled.");
                }
                computeNext(tokens, vectors);
            }
            return vectors;
        } finally {
            turn.unlock();
        }
    }

    /** Stops what is being computed. */
    void close() {
        closing = true;
        abort.raise();
    }

    private int[] checked(int index, int[] tokens) throws EngineException {
        if (tokens.length == 0) {
            throw new InvalidRequest("Text " + index + " is empty.", "Leave empty texts out.", null);
        }
        int most = Math.min(batchTokens, model.contextTokens());
        if (tokens.length > most) {
            throw new ContextFull(
                    "Text " + index + " has " + tokens.length + " tokens; the model reads " + most + " at once.",
                    "Split the text, or load the model with a larger context.",
                    null);
        }
        return tokens;
    }

    private void computeNext(List<int[]> tokens, List<float[]> vectors) throws ComputationFailed, InterruptedException {
        batch.clear();
        int first = vectors.size();
        int sequence = 0;
        int most = model.batchInvariant() ? 1 : model.sequences();
        while (sequence < most
                && first + sequence < tokens.size()
                && tokens.get(first + sequence).length <= batch.room()) {
            int[] text = tokens.get(first + sequence);
            for (int position = 0; position < text.length; position++) {
                batch.add(text[position], position, sequence, true);
            }
            sequence++;
        }
        boolean remembers = !contexts.memory(model.context()).equals(MemorySegment.NULL);
        if (remembers) {
            model.libllama().memories().clear(contexts.memory(model.context()));
        }
        int result = remembers
                ? contexts.decode(model.context(), batch.struct())
                : contexts.encode(model.context(), batch.struct());
        if (result == ABORTED) {
            throw new InterruptedException("Embedding was cancelled.");
        }
        if (result != 0) {
            throw new ComputationFailed(
                    "llama.cpp could not embed a batch of " + batch.size() + " tokens (code " + result + ").",
                    "Load the model again, with a shorter context if memory is short.",
                    null);
        }
        for (int i = 0; i < sequence; i++) {
            vectors.add(normalised(contexts.sequenceEmbedding(model.context(), i)));
        }
    }

    @SuppressWarnings("restricted") // the library returns a bare pointer to one vector
    private float[] normalised(MemorySegment pointer) throws ComputationFailed {
        if (pointer.equals(MemorySegment.NULL)) {
            throw new ComputationFailed("The model gave no embedding for a text.", "Choose an embedding model.", null);
        }
        float[] vector =
                pointer.reinterpret(embeddingSize * JAVA_FLOAT.byteSize()).toArray(JAVA_FLOAT);
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }
}
