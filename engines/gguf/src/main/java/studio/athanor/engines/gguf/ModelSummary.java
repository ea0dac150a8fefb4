package studio.athanor.engines.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a list of models shows about one of them. Made from a header alone, in milliseconds, and without judging it: a
 * summary exists for files that {@link GgufValidator} refuses.
 *
 * @param kind what the file is good for
 * @param name {@code general.name}, or else the file's name
 * @param architecture for example {@code llama}; empty when the file names none
 * @param quantization how the weights are stored, for example {@code Q4_K_M}
 * @param sizeLabel for example {@code 1.5B}
 * @param parameters elements of all tensors
 * @param contextLength tokens that the model was trained for
 * @param layers transformer blocks
 * @param heads attention heads of the widest layer
 * @param kvHeads heads of keys and values of the widest layer
 * @param embeddingLength width
 * @param vocabularySize tokens
 * @param experts experts per layer; empty for dense models
 * @param chatTemplate whether the file has one
 * @param license as the file states it
 * @param fileBytes size of all files
 * @param tensorBytes size of all tensors
 * @param parts number of files
 */
public record ModelSummary(
        ModelKind kind,
        String name,
        String architecture,
        String quantization,
        String sizeLabel,
        long parameters,
        OptionalLong contextLength,
        OptionalLong layers,
        OptionalLong heads,
        OptionalLong kvHeads,
        OptionalLong embeddingLength,
        OptionalLong vocabularySize,
        OptionalLong experts,
        boolean chatTemplate,
        Optional<String> license,
        long fileBytes,
        long tensorBytes,
        int parts) {

    /** Reads a header and summarizes it. */
    public static ModelSummary read(Path file) throws GgufException {
        return of(GgufFile.read(file));
    }

    /** Summarizes one file. */
    public static ModelSummary of(GgufFile file) {
        return of(List.of(file));
    }

    /** Summarizes the parts of a model, the first one first. */
    public static ModelSummary of(List<GgufFile> parts) {
        GgufFile first = parts.getFirst();
        GgufMetadata metadata = first.metadata();
        List<GgufTensor> tensors =
                parts.stream().flatMap(part -> part.tensors().stream()).toList();
        long parameters = tensors.stream().mapToLong(GgufTensor::elements).sum();
        Optional<GgufArray> tokens = metadata.array(GgufKeys.TOKENS);
        return new ModelSummary(
                ModelKind.of(first),
                metadata.text(GgufKeys.NAME).filter(n -> !n.isBlank()).orElseGet(() -> fileName(first)),
                first.architecture(),
                Quantization.name(metadata, tensors),
                metadata.text("general.size_label").orElseGet(() -> sizeLabel(parameters)),
                parameters,
                largest(first, GgufKeys.CONTEXT_LENGTH),
                largest(first, GgufKeys.BLOCK_COUNT),
                largest(first, GgufKeys.HEAD_COUNT),
                largest(first, GgufKeys.HEAD_COUNT_KV),
                largest(first, GgufKeys.EMBEDDING_LENGTH),
                tokens.map(array -> OptionalLong.of(array.count()))
                        .orElseGet(() -> largest(first, GgufKeys.VOCABULARY_SIZE)),
                atLeastOne(largest(first, GgufKeys.EXPERT_COUNT)),
                metadata.text(GgufKeys.CHAT_TEMPLATE).filter(t -> !t.isBlank()).isPresent(),
                metadata.text("general.license").filter(l -> !l.isBlank()),
                parts.stream().mapToLong(GgufFile::fileSize).sum(),
                parts.stream().mapToLong(GgufFile::tensorBytes).sum(),
                parts.size());
    }

    private static String fileName(GgufFile file) {
        Path name = file.path().getFileName();
        return name == null ? "" : name.toString();
    }

    private static String sizeLabel(long parameters) {
        if (parameters >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1fB", parameters / 1e9);
        }
        return parameters >= 1_000_000
                ? String.format(Locale.ROOT, "%.0fM", parameters / 1e6)
                : String.format(Locale.ROOT, "%.0fK", parameters / 1e3);
    }

    private static OptionalLong largest(GgufFile file, String key) {
        String full = file.architectureKey(key);
        Optional<GgufArray> array = file.metadata().array(full);
        if (array.isEmpty()
                || !array.get().elementType().isWhole()
                || array.get().encoded().isEmpty()) {
            return file.metadata().whole(full);
        }
        try {
            return Arrays.stream(array.get().wholes()).max();
        } catch (GgufException e) {
            throw new IllegalStateException("elements in memory need no file", e);
        }
    }

    private static OptionalLong atLeastOne(OptionalLong number) {
        return number.orElse(0) > 0 ? number : OptionalLong.empty();
    }

    /** Returns the summary as a stable, ordered list; unknown values are left out. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("name", "Name", Printable.of(name)));
        facts.add(Fact.of("kind", "Kind", kind.label()));
        facts.add(Fact.of("architecture", "Architecture", Printable.of(architecture)));
        facts.add(Fact.of("quantization", "Quantization", quantization));
        facts.add(Fact.of("sizeLabel", "Size", Printable.of(sizeLabel)));
        facts.add(Fact.of("parameters", "Parameters", parameters));
        add(facts, "contextLength", "Context length", contextLength);
        add(facts, "layers", "Layers", layers);
        add(facts, "heads", "Attention heads", heads);
        add(facts, "kvHeads", "Key-value heads", kvHeads);
        add(facts, "embeddingLength", "Embedding length", embeddingLength);
        add(facts, "vocabularySize", "Vocabulary", vocabularySize);
        add(facts, "experts", "Experts", experts);
        facts.add(Fact.of("chatTemplate", "Chat template", chatTemplate ? "yes" : "no"));
        license.ifPresent(l -> facts.add(Fact.of("license", "License", Printable.of(l))));
        facts.add(Fact.of("parts", "Files", parts));
        facts.add(Fact.of("fileBytes", "Bytes on disk", fileBytes));
        facts.add(Fact.of("tensorBytes", "Bytes of weights", tensorBytes));
        return List.copyOf(facts);
    }

    private static void add(List<Fact> facts, String key, String label, OptionalLong number) {
        number.ifPresent(n -> facts.add(Fact.of(key, label, n)));
    }
}
