package studio.athanor.engines.gguf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What llama.cpp 0.5.0, the engine that is shipped, can load; from resource files named after it. */
final class EngineKnowledge {

    static final String ENGINE = "llama.cpp 0.5.0";

    private static final String RESOURCES = "llama-cpp-0.5.0-";

    static final Set<String> TOKENIZERS = Set.of(
            "bert",
            "gemma4",
            "gpt2",
            "hybriddna",
            "llama",
            "no_vocab",
            "none",
            "plamo2",
            "rwkv",
            "t5",
            "test",
            "whitespace");

    static final Set<String> BPE_TOKENIZERS = Set.of("gpt2", "hybriddna", "whitespace");

    static final Set<String> ROPE_SCALINGS = Set.of("none", "linear", "yarn", "longrope");

    /** Architectures that other programs put into GGUF files. */
    static final Set<String> IMAGE_ARCHITECTURES = Set.of(
            "aura",
            "cosmos",
            "flux",
            "flux2",
            "hidream",
            "hyvid",
            "ltxv",
            "lumina2",
            "pig",
            "qwen_image",
            "sd1",
            "sd2",
            "sd3",
            "sdxl",
            "wan",
            "z_image");

    private static final Map<String, Set<String>> ARCHITECTURES = load("architectures.txt");
    private static final Set<String> PRE_TOKENIZERS = load("pre-tokenizers.txt").keySet();

    private EngineKnowledge() {}

    static boolean loads(String architecture) {
        return ARCHITECTURES.containsKey(architecture);
    }

    /** Returns whether every attention layer of the architecture needs heads. */
    static boolean needsHeads(String architecture) {
        Set<String> traits = ARCHITECTURES.getOrDefault(architecture, Set.of());
        return traits.isEmpty();
    }

    static boolean isHybrid(String architecture) {
        return ARCHITECTURES.getOrDefault(architecture, Set.of()).contains("hybrid");
    }

    static boolean knowsPreTokenizer(String name) {
        return PRE_TOKENIZERS.contains(name);
    }

    private static Map<String, Set<String>> load(String resource) {
        Map<String, Set<String>> entries = new HashMap<>();
        try (InputStream stream = EngineKnowledge.class.getResourceAsStream(RESOURCES + resource)) {
            if (stream == null) {
                throw new IllegalStateException("this build lacks " + RESOURCES + resource);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> words = List.of(line.split(" "));
                entries.put(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(entries);
    }
}
