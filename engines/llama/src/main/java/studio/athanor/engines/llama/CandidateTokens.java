package studio.athanor.engines.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import studio.athanor.engines.llama.libllama.PerToken;
import studio.athanor.engines.llama.libllama.Structs;

/**
 * The tokens that samplers choose from, in native memory that is allocated once per model. Only as many are handed over as can
 * have a chance: a sampler chain that begins with top-k needs no list of the whole vocabulary, and a grammar's place often
 * allows a handful. Belongs to one thread.
 */
final class CandidateTokens {

    private static final long SIZE = Structs.offset(Structs.TOKEN_DATA_ARRAY, "size");
    private static final long SELECTED = Structs.offset(Structs.TOKEN_DATA_ARRAY, "selected");
    private static final long SORTED = Structs.offset(Structs.TOKEN_DATA_ARRAY, "sorted");
    private static final long ENTRY = Structs.TOKEN_DATA.byteSize();

    private static final int WARM_UP_ROUNDS = 40;

    /** Beyond this many a heap costs more than the library's own selection. */
    private static final int MOST_IN_HEAP = 512;

    private final int vocabularySize;
    private final MemorySegment entries;
    private final MemorySegment array;
    private MemorySegment logits;
    private final float[] heapLogits = new float[MOST_IN_HEAP];
    private final int[] heapTokens = new int[MOST_IN_HEAP];
    private final int[] listed;

    CandidateTokens(Arena arena, int vocabularySize) {
        this.vocabularySize = vocabularySize;
        listed = new int[vocabularySize];
        entries = arena.allocate(Structs.TOKEN_DATA, vocabularySize);
        logits = entries;
        array = arena.allocate(Structs.TOKEN_DATA_ARRAY);
    }

    /**
     * Lets the virtual machine compile the loops over the vocabulary before the first answer needs them: interpreted, each
     * takes as long as computing a token of a small model.
     */
    void warmUp() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_FLOAT, vocabularySize);
            for (int token = 0; token < vocabularySize; token++) {
                values.setAtIndex(JAVA_FLOAT, token, token * 31 % 1009);
            }
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                read(values);
                offerLikeliest(Math.min(40, 1 + likeliest() % 40));
                offerAll();
            }
        } finally {
            read(entries);
        }
    }

    /** Takes the logits to choose by; everything below refers to them. They must stay valid until the next are taken. */
    void read(MemorySegment source) {
        logits = source;
    }

    /** Tells whether the model computed no numbers. */
    boolean undefined() {
        return Float.isNaN(logits.getAtIndex(JAVA_FLOAT, 0));
    }

    /** Offers the whole vocabulary. */
    void offerAll() {
        for (int token = 0; token < vocabularySize; token++) {
            put(token, token, logits.getAtIndex(JAVA_FLOAT, token));
        }
        open(vocabularySize);
    }

    /** Offers the k likeliest tokens. */
    void offerLikeliest(int k) {
        if (k > MOST_IN_HEAP || k >= vocabularySize) {
            offerAll();
            return;
        }
        for (int token = 0; token < k; token++) {
            heapLogits[token] = logits.getAtIndex(JAVA_FLOAT, token);
            heapTokens[token] = token;
        }
        for (int i = k / 2 - 1; i >= 0; i--) {
            sink(i, k);
        }
        collect(k);
        for (int i = 0; i < k; i++) {
            put(i, heapTokens[i], heapLogits[i]);
        }
        open(k);
    }

    /** Few logits pass the comparison, which a processor foresees: this runs at the speed of reading. */
    private void collect(int k) {
        MemorySegment values = logits;
        float least = heapLogits[0];
        for (int token = k; token < vocabularySize; token++) {
            float logit = values.getAtIndex(JAVA_FLOAT, token);
            if (logit > least) {
                heapLogits[0] = logit;
                heapTokens[0] = token;
                sink(0, k);
                least = heapLogits[0];
            }
        }
    }

    /** Offers some tokens. */
    void offer(TokenSet tokens) {
        int count = tokens.copyTo(listed);
        for (int i = 0; i < count; i++) {
            put(i, listed[i], logits.getAtIndex(JAVA_FLOAT, listed[i]));
        }
        open(count);
    }

    /** Lets a chain of samplers choose one of the tokens that are offered; the chain is not told yet that it was taken. */
    int choose(MemorySegment chain) {
        PerToken.apply(chain, array);
        long selected = Math.max(0, array.get(JAVA_LONG, SELECTED));
        return chosen().get(JAVA_INT, selected * ENTRY);
    }

    /** Returns the likeliest token of all. */
    int likeliest() {
        MemorySegment values = logits;
        int best = 0;
        float highest = values.getAtIndex(JAVA_FLOAT, 0);
        for (int token = 1; token < vocabularySize; token++) {
            float logit = values.getAtIndex(JAVA_FLOAT, token);
            if (logit > highest) {
                highest = logit;
                best = token;
            }
        }
        return best;
    }

    /** Returns the likeliest of some tokens. */
    int likeliest(TokenSet tokens) {
        int count = tokens.copyTo(listed);
        int best = listed[0];
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            float logit = logits.getAtIndex(JAVA_FLOAT, listed[i]);
            if (logit > highest) {
                highest = logit;
                best = listed[i];
            }
        }
        return best;
    }

    /** A sampler may have put the entries somewhere else. */
    @SuppressWarnings("restricted") // the library says only where they are
    private MemorySegment chosen() {
        return array.get(ADDRESS, 0).reinterpret(array.get(JAVA_LONG, SIZE) * ENTRY);
    }

    private void put(int index, int token, float logit) {
        long at = index * ENTRY;
        entries.set(JAVA_INT, at, token);
        entries.set(JAVA_FLOAT, at + 4, logit);
        entries.set(JAVA_FLOAT, at + 8, 0f);
    }

    private void open(int count) {
        array.set(ADDRESS, 0, entries);
        array.set(JAVA_LONG, SIZE, count);
        array.set(JAVA_LONG, SELECTED, -1);
        array.set(JAVA_BOOLEAN, SORTED, false);
    }

    private void sink(int from, int size) {
        float logit = heapLogits[from];
        int token = heapTokens[from];
        int i = from;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heapLogits[child + 1] < heapLogits[child]) {
                child++;
            }
            if (heapLogits[child] >= logit) {
                break;
            }
            heapLogits[i] = heapLogits[child];
            heapTokens[i] = heapTokens[child];
            i = child;
        }
        heapLogits[i] = logit;
        heapTokens[i] = token;
    }
}
