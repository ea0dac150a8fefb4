package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.regex.Pattern;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.NativeCall;
import studio.athanor.engines.ggml.NativeLibrary;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/**
 * libllama, bound.
 *
 * @param version what {@code llama_version()} says, for example {@code 0.5.0-dev}
 * @param models loading models and asking about them
 * @param vocabularies tokens and texts
 * @param contexts computing
 * @param memories what contexts remember
 * @param samplers choosing tokens
 * @param adapters low-rank adapters
 */
public record Libllama(
        String version,
        Models models,
        Vocabularies vocabularies,
        Contexts contexts,
        Memories memories,
        Samplers samplers,
        Adapters adapters) {

    private static final Pattern KNOWN_VERSION = Pattern.compile("0\\.5\\.[0-9]+(?:-.*)?");

    /**
     * Binds the functions of a loaded library.
     *
     * @throws RuntimeUnavailable if its version is unknown or a function is missing
     */
    public static Libllama bind(GgmlRuntime runtime) throws RuntimeUnavailable {
        NativeLibrary library = runtime.llama();
        String version = version(library);
        requireKnown(version, library);
        return new Libllama(
                version,
                new Models(library),
                new Vocabularies(library),
                new Contexts(library),
                new Memories(library),
                new Samplers(library),
                new Adapters(library));
    }

    /** Refuses a version whose structs may lie differently in memory. */
    static void requireKnown(String version, NativeLibrary library) throws RuntimeUnavailable {
        if (!KNOWN_VERSION.matcher(version).matches()) {
            throw new RuntimeUnavailable(
                    "The library " + library.file() + " is llama.cpp " + (version.isEmpty() ? "of no version" : version)
                            + "; this engine knows 0.5.x.",
                    "Use the libraries that come with Athanor, or those of an official llama.cpp 0.5.x release.",
                    null);
        }
    }

    private static String version(NativeLibrary library) throws RuntimeUnavailable {
        if (library.symbol("llama_version").isEmpty()) {
            requireKnown("", library);
        }
        MethodHandle version = library.function("llama_version", ADDRESS);
        try {
            return NativeCall.string((MemorySegment) version.invokeExact());
        } catch (Throwable thrown) {
            throw NativeCall.broken(thrown);
        }
    }
}
