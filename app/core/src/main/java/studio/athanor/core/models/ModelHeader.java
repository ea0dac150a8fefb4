package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufMetadata;
import studio.athanor.engines.gguf.GgufTensor;
import studio.athanor.engines.gguf.GgufType;

/** Reads what the studio shows of a model from its files' headers. */
final class ModelHeader {

    /** Grows when the same file would be read differently, so that what was remembered is read again. */
    static final int VERSION = 1;

    /** Parts of models that cannot be loaded on their own: image encoders and adapters. */
    private static final Set<String> COMPANION_TYPES = Set.of("mmproj", "adapter", "imatrix");

    private ModelHeader() {}

    /**
     * Reads a model that may lie in several parts.
     *
     * @throws ModelUnreadable if a part is missing or refused
     */
    static ModelFacts read(List<Path> parts) throws ModelUnreadable {
        try {
            GgufFile first = GgufFile.read(parts.getFirst());
            long parameters = first.parameters();
            long weightBytes = first.tensorBytes();
            Map<GgufType, Long> bytesByType = new EnumMap<>(GgufType.class);
            count(first, bytesByType);
            for (Path part : parts.subList(1, parts.size())) {
                GgufFile further = GgufFile.read(part);
                parameters += further.parameters();
                weightBytes += further.tensorBytes();
                count(further, bytesByType);
            }
            return facts(first, parameters, weightBytes, bytesByType);
        } catch (GgufException e) {
            throw new ModelUnreadable(String.valueOf(e.getMessage()), e.remedy(), e instanceof GgufException.NotGguf);
        }
    }

    private static void count(GgufFile file, Map<GgufType, Long> bytesByType) {
        for (GgufTensor tensor : file.tensors()) {
            bytesByType.merge(tensor.type(), tensor.byteSize(), Long::sum);
        }
    }

    private static ModelFacts facts(GgufFile file, long parameters, long weightBytes, Map<GgufType, Long> bytesByType) {
        GgufMetadata metadata = file.metadata();
        String architecture = file.architecture();
        String type = bytesByType.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(entry -> entry.getKey().name())
                .orElse("");
        boolean embeds =
                metadata.get(file.architectureKey("pooling_type")).isPresent() || architecture.contains("bert");
        return new ModelFacts(
                metadata.text("general.name").filter(name -> !name.isBlank()).orElse(""),
                architecture,
                type,
                OptionalLong.of(parameters),
                weightBytes,
                whole(metadata, file.architectureKey("block_count")),
                whole(metadata, file.architectureKey("context_length")),
                metadata.text("tokenizer.chat_template").isPresent(),
                embeds,
                architecture.equals("clip")
                        || COMPANION_TYPES.contains(
                                metadata.text("general.type").orElse("model")));
    }

    private static OptionalInt whole(GgufMetadata metadata, String key) {
        OptionalLong value = metadata.whole(key);
        return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }
}
