package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufValidator;
import studio.athanor.engines.gguf.ModelKind;
import studio.athanor.engines.gguf.ModelSummary;

/** Reads what the studio shows of a model from its files' headers, and refuses what no engine should see. */
final class ModelHeader {

    /** Grows when the same file would be read differently, so that what was remembered is read again. */
    static final int VERSION = 2;

    private ModelHeader() {}

    /**
     * Reads a model that may lie in several parts.
     *
     * @throws ModelUnreadable if a part is missing or refused
     */
    static ModelFacts read(Path first) throws ModelUnreadable {
        try {
            ModelSummary summary = new GgufValidator().validate(first).summary();
            return new ModelFacts(
                    summary.name(),
                    summary.architecture(),
                    summary.quantization(),
                    OptionalLong.of(summary.parameters()),
                    summary.tensorBytes(),
                    whole(summary.layers()),
                    whole(summary.contextLength()),
                    summary.chatTemplate(),
                    summary.kind() == ModelKind.EMBEDDING || summary.kind() == ModelKind.RERANKER,
                    switch (summary.kind()) {
                        case CHAT, TEXT, EMBEDDING, RERANKER -> false;
                        case SPEECH, DRAFT, VOCABULARY, ADAPTER, PROJECTOR, OTHER -> true;
                    });
        } catch (GgufException e) {
            throw new ModelUnreadable(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private static OptionalInt whole(OptionalLong value) {
        return value.isPresent() && value.getAsLong() >= 0 && value.getAsLong() <= Integer.MAX_VALUE
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }
}
