package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** Choosing tokens. A sampler that was added to a chain belongs to the chain. */
public final class Samplers {

    private final MethodHandle chainInit;
    private final MethodHandle chainAdd;
    private final MethodHandle free;
    private final MethodHandle accept;
    private final MethodHandle greedy;
    private final MethodHandle dist;
    private final MethodHandle topK;
    private final MethodHandle topP;
    private final MethodHandle minP;
    private final MethodHandle typical;
    private final MethodHandle temperature;
    private final MethodHandle dynamicTemperature;
    private final MethodHandle xtc;
    private final MethodHandle topNSigma;
    private final MethodHandle mirostat;
    private final MethodHandle mirostat2;
    private final MethodHandle penalties;
    private final MethodHandle dry;
    private final MethodHandle logitBias;

    Samplers(NativeLibrary library) throws RuntimeUnavailable {
        chainInit = library.function("llama_sampler_chain_init", ADDRESS, Structs.SAMPLER_CHAIN_PARAMS);
        chainAdd = library.function("llama_sampler_chain_add", null, ADDRESS, ADDRESS);
        free = library.function("llama_sampler_free", null, ADDRESS);
        accept = library.function("llama_sampler_accept", null, ADDRESS, JAVA_INT);
        greedy = library.function("llama_sampler_init_greedy", ADDRESS);
        dist = library.function("llama_sampler_init_dist", ADDRESS, JAVA_INT);
        topK = library.function("llama_sampler_init_top_k", ADDRESS, JAVA_INT);
        topP = library.function("llama_sampler_init_top_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        minP = library.function("llama_sampler_init_min_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        typical = library.function("llama_sampler_init_typical", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        temperature = library.function("llama_sampler_init_temp", ADDRESS, JAVA_FLOAT);
        dynamicTemperature =
                library.function("llama_sampler_init_temp_ext", ADDRESS, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT);
        xtc = library.function("llama_sampler_init_xtc", ADDRESS, JAVA_FLOAT, JAVA_FLOAT, JAVA_LONG, JAVA_INT);
        topNSigma = library.function("llama_sampler_init_top_n_sigma", ADDRESS, JAVA_FLOAT);
        mirostat = library.function(
                "llama_sampler_init_mirostat", ADDRESS, JAVA_INT, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT, JAVA_INT);
        mirostat2 = library.function("llama_sampler_init_mirostat_v2", ADDRESS, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT);
        penalties = library.function(
                "llama_sampler_init_penalties", ADDRESS, JAVA_INT, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT);
        dry = library.function(
                "llama_sampler_init_dry",
                ADDRESS,
                ADDRESS,
                JAVA_FLOAT,
                JAVA_FLOAT,
                JAVA_INT,
                JAVA_INT,
                ADDRESS,
                JAVA_LONG);
        logitBias = library.function("llama_sampler_init_logit_bias", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    }

    /** Creates an empty chain. */
    public MemorySegment chain() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = arena.allocate(Structs.SAMPLER_CHAIN_PARAMS);
            params.set(java.lang.foreign.ValueLayout.JAVA_BOOLEAN, 0, true);
            return (MemorySegment) chainInit.invokeExact(params);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public void add(MemorySegment chain, MemorySegment sampler) {
        try {
            chainAdd.invokeExact(chain, sampler);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public void free(MemorySegment sampler) {
        try {
            free.invokeExact(sampler);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    /** Tells a sampler which token was chosen. */
    public void accept(MemorySegment sampler, int token) {
        try {
            accept.invokeExact(sampler, token);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment greedy() {
        try {
            return (MemorySegment) greedy.invokeExact();
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment dist(int seed) {
        try {
            return (MemorySegment) dist.invokeExact(seed);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment topK(int k) {
        try {
            return (MemorySegment) topK.invokeExact(k);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment topP(float p, long minKeep) {
        return truncating(topP, p, minKeep);
    }

    public MemorySegment minP(float p, long minKeep) {
        return truncating(minP, p, minKeep);
    }

    public MemorySegment typical(float p, long minKeep) {
        return truncating(typical, p, minKeep);
    }

    public MemorySegment temperature(float value) {
        return oneFloat(temperature, value);
    }

    public MemorySegment dynamicTemperature(float value, float range, float exponent) {
        try {
            return (MemorySegment) dynamicTemperature.invokeExact(value, range, exponent);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment xtc(float probability, float threshold, long minKeep, int seed) {
        try {
            return (MemorySegment) xtc.invokeExact(probability, threshold, minKeep, seed);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment topNSigma(float n) {
        return oneFloat(topNSigma, n);
    }

    public MemorySegment mirostat(int vocabularySize, int seed, float tau, float eta) {
        try {
            return (MemorySegment) mirostat.invokeExact(vocabularySize, seed, tau, eta, 100);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment mirostat2(int seed, float tau, float eta) {
        try {
            return (MemorySegment) mirostat2.invokeExact(seed, tau, eta);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment penalties(int vocabularySize, int lastN, float repeat, float frequency, float presence) {
        try {
            return (MemorySegment) penalties.invokeExact(vocabularySize, lastN, repeat, frequency, presence);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment dry(
            MemorySegment vocabulary,
            float multiplier,
            float base,
            int allowedLength,
            int lastN,
            List<String> breakers) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment texts = arena.allocate(ADDRESS, Math.max(1, breakers.size()));
            for (int i = 0; i < breakers.size(); i++) {
                texts.setAtIndex(ADDRESS, i, arena.allocateFrom(breakers.get(i)));
            }
            return (MemorySegment)
                    dry.invokeExact(vocabulary, multiplier, base, allowedLength, lastN, texts, (long) breakers.size());
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    public MemorySegment logitBias(int vocabularySize, int[] tokens, float[] biases) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(Structs.LOGIT_BIAS, Math.max(1, tokens.length));
            for (int i = 0; i < tokens.length; i++) {
                entries.set(JAVA_INT, i * Structs.LOGIT_BIAS.byteSize(), tokens[i]);
                entries.set(JAVA_FLOAT, i * Structs.LOGIT_BIAS.byteSize() + 4, biases[i]);
            }
            return (MemorySegment) logitBias.invokeExact(vocabularySize, tokens.length, entries);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    private static MemorySegment truncating(MethodHandle create, float p, long minKeep) {
        try {
            return (MemorySegment) create.invokeExact(p, minKeep);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }

    private static MemorySegment oneFloat(MethodHandle create, float value) {
        try {
            return (MemorySegment) create.invokeExact(value);
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
