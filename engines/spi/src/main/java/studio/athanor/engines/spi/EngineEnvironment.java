package studio.athanor.engines.spi;

import java.util.Map;
import java.util.Optional;

/**
 * Where an engine finds its runtime. Built once per program and handed to workers, so that no engine reads environment
 * variables or system properties by itself.
 *
 * @param runtimeFolders folder of the runtime by engine id, for example {@code ggml -> /opt/athanor/engines/ggml}
 */
public record EngineEnvironment(Map<String, String> runtimeFolders) {

    public EngineEnvironment {
        runtimeFolders = Map.copyOf(runtimeFolders);
    }

    /** Returns the folder of a runtime, if one is configured. */
    public Optional<String> runtimeFolder(String runtime) {
        return Optional.ofNullable(runtimeFolders.get(runtime));
    }
}
