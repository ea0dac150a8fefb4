package studio.athanor.engines.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The facts of a loaded model, as the runtime reports them.
 *
 * @param engineId {@link EngineProvider#id()}
 * @param engineBuild version of the runtime, for receipts
 * @param modelFile absolute path
 * @param name the model's name from its metadata, or its file's name
 * @param architecture for example {@code llama}
 * @param description size and quantisation as the runtime puts it, for example {@code llama 1B Q4_0}
 * @param parameters number of weights
 * @param weightBytes size of the weights
 * @param trainedContextTokens longest context the model was trained for
 * @param contextTokens context of one sequence, as loaded
 * @param parallelSequences sequences that can be computed at once
 * @param threads that compute on the CPU
 * @param vocabularySize number of tokens
 * @param embeddingSize width of an embedding; absent if the model was not loaded to embed
 * @param chatTemplate the template in the file, absent if it has none
 * @param capabilities what can be done with it
 * @param memory what was allocated, per device and purpose
 * @param warnings what a person should know, for example a device that was asked for and is not used
 */
public record LoadedModel(
        String engineId,
        String engineBuild,
        String modelFile,
        String name,
        String architecture,
        String description,
        long parameters,
        long weightBytes,
        int trainedContextTokens,
        int contextTokens,
        int parallelSequences,
        int threads,
        int vocabularySize,
        OptionalInt embeddingSize,
        Optional<String> chatTemplate,
        Set<Capability> capabilities,
        List<MemoryUse> memory,
        List<String> warnings) {

    public LoadedModel {
        capabilities = Set.copyOf(capabilities);
        memory = List.copyOf(memory);
        warnings = List.copyOf(warnings);
    }

    /**
     * Memory that one device gave to the model.
     *
     * @param deviceId {@link EngineDevice#id()}, or a host buffer's name such as {@code CPU_Mapped}
     * @param modelBytes weights
     * @param cacheBytes KV cache and recurrent state
     * @param computeBytes scratch of the graphs
     */
    public record MemoryUse(String deviceId, long modelBytes, long cacheBytes, long computeBytes) {}
}
