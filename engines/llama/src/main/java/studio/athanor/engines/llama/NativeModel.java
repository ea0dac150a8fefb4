package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import studio.athanor.engines.ggml.CpuThreads;
import studio.athanor.engines.llama.libllama.Libllama;
import studio.athanor.engines.llama.libllama.PerToken;

/**
 * A model in native memory with the one context it computes in. Owns both. Everything but the tokenizer and {@link
 * #libllama} belongs to one thread at a time.
 */
final class NativeModel implements AutoCloseable {

    private final Libllama libllama;
    private final MemorySegment model;
    private final MemorySegment context;
    private final CpuThreads cpuThreads;
    private final Tokenizer tokenizer;
    private final ContextMemory memory;
    private final int sequences;
    private final int contextTokens;
    private final int threads;
    private final boolean batchInvariant;
    private final long logitsBytes;

    NativeModel(
            Libllama libllama, MemorySegment model, MemorySegment context, CpuThreads cpuThreads, ContextPlan plan) {
        this.libllama = libllama;
        this.model = model;
        this.context = context;
        this.cpuThreads = cpuThreads;
        sequences = plan.sequences();
        contextTokens = plan.contextTokens();
        threads = plan.threads();
        batchInvariant = plan.options().batchInvariant();
        tokenizer = new Tokenizer(libllama.vocabularies(), libllama.models().vocabulary(model));
        boolean recurrent =
                libllama.models().isRecurrent(model) || libllama.models().isHybrid(model);
        memory = new ContextMemory(
                libllama.memories(),
                libllama.contexts().memory(context),
                recurrent,
                libllama.models().slidingWindow(model),
                sequences > 1,
                batchInvariant);
        logitsBytes = tokenizer.size() * JAVA_FLOAT.byteSize();
    }

    Libllama libllama() {
        return libllama;
    }

    MemorySegment handle() {
        return model;
    }

    MemorySegment context() {
        return context;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    ContextMemory memory() {
        return memory;
    }

    int sequences() {
        return sequences;
    }

    /** Returns how many tokens one sequence may hold. */
    int contextTokens() {
        return contextTokens;
    }

    int threads() {
        return threads;
    }

    /** Tells whether answers must not depend on what is computed beside and before them. */
    boolean batchInvariant() {
        return batchInvariant;
    }

    /** Returns the logits of the i-th token of the last computation; valid until the next. */
    @SuppressWarnings("restricted") // the library returns a bare pointer to one row
    MemorySegment logits(int index) {
        return PerToken.logits(context, index).reinterpret(logitsBytes);
    }

    @Override
    public void close() {
        libllama.contexts().free(context);
        cpuThreads.close();
        libllama.models().free(model);
    }
}
