package studio.athanor.engines.llama;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineException.ModelRejected;
import studio.athanor.engines.spi.EngineException.OutOfMemory;
import studio.athanor.engines.spi.EngineException.Unsupported;

/** Tells from the log why the library did not load something. */
final class LoadFailures {

    private static final Pattern ARCHITECTURE = Pattern.compile("unknown model architecture: '([^']*)'");
    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "out of memory|outofdevicememory|outofhostmemory|failed to allocate|unable to allocate|cannot allocate|bad_alloc"
                    + "|alloc.*failed|not enough (?:memory|space)|allocating .* failed");
    private static final Pattern FULL_DEVICE = Pattern.compile("failed to allocate (\\w+) buffer of size");
    private static final Pattern REASON = Pattern.compile("(?:error loading model[^:]*|error|failed[^:]*): *(.+)$");
    private static final int LOG_LINES = 20;

    private LoadFailures() {}

    /** Explains why a model file was not loaded. */
    static EngineException ofModel(String file, List<String> log, DeviceNames names) {
        String details = tail(log);
        Optional<String> architecture = first(ARCHITECTURE, log);
        if (architecture.isPresent()) {
            return new ModelRejected(
                    "The model " + file + " has the architecture \"" + architecture.get()
                            + "\", which this llama.cpp does not know.",
                    "Use a model of a known architecture, or a newer version of Athanor.",
                    details);
        }
        if (outOfMemory(log)) {
            return outOfMemory("The weights of " + file + " do not fit into memory", log, names);
        }
        return new ModelRejected(
                "llama.cpp could not load " + file + ": " + reason(log) + ".",
                "Download the file again; if that does not help, choose another conversion of the model.",
                details);
    }

    /** Explains why no context could be made for a model that is loaded. */
    static EngineException ofContext(
            String file, int contextTokens, int sequences, List<String> log, DeviceNames names) {
        String details = tail(log);
        if (outOfMemory(log)) {
            return outOfMemory(
                    "The context of " + contextTokens + " tokens for " + sequences + " sequences of " + file
                            + " does not fit into memory",
                    log,
                    names);
        }
        return new Unsupported(
                "llama.cpp could not make a context for " + file + ": " + reason(log) + ".",
                "Load the model with default options: cache types and flash attention do not fit every model.",
                details);
    }

    /** Explains why an adapter was not loaded. */
    static EngineException ofAdapter(String file, List<String> log) {
        return new ModelRejected(
                "The adapter " + file + " does not fit the model: " + reason(log) + ".",
                "Use an adapter that was trained for this very model and converted to GGUF.",
                tail(log));
    }

    private static OutOfMemory outOfMemory(String what, List<String> log, DeviceNames names) {
        return new OutOfMemory(
                what
                        + first(FULL_DEVICE, log)
                                .map(here -> " of " + names.studio(here) + ".")
                                .orElse("."),
                "Choose a smaller quantisation, a shorter context or fewer sequences, or spread the model over more devices.",
                tail(log));
    }

    private static boolean outOfMemory(List<String> log) {
        return log.stream()
                .anyMatch(line ->
                        OUT_OF_MEMORY.matcher(line.toLowerCase(Locale.ROOT)).find());
    }

    private static Optional<String> first(Pattern pattern, List<String> log) {
        for (String line : log) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private static String reason(List<String> log) {
        return first(REASON, log).map(LoadFailures::withoutStop).orElse("it gave no reason");
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String tail(List<String> log) {
        return String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()));
    }
}
