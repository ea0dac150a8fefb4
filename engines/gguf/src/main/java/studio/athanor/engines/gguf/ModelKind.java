package studio.athanor.engines.gguf;

import java.util.Set;

/** What a file is good for, as far as its header tells. */
public enum ModelKind {
    /** Follows instructions: it has a chat template. */
    CHAT("chat"),
    /** Continues text. */
    TEXT("text completion"),
    /** Turns text into vectors. */
    EMBEDDING("embedding"),
    /** Scores how well a document answers a question. */
    RERANKER("reranker"),
    /** Turns tokens of another model into sound. */
    SPEECH("speech"),
    /** Guesses ahead for another model, and does nothing alone. */
    DRAFT("draft for another model"),
    /** Changes another model: a LoRA. */
    ADAPTER("adapter"),
    /** Gives another model eyes or ears (mmproj). */
    PROJECTOR("multimodal projector"),
    /** Only a vocabulary, no weights. */
    VOCABULARY("vocabulary only"),
    /** Something else, for example a part of a split model or an importance matrix. */
    OTHER("other");

    private final String label;

    ModelKind(String label) {
        this.label = label;
    }

    /** Returns the kind in plain words. */
    public String label() {
        return label;
    }

    /** Returns whether a user can load the file by itself. */
    public boolean standsAlone() {
        return switch (this) {
            case CHAT, TEXT, EMBEDDING, RERANKER -> true;
            case SPEECH, DRAFT, ADAPTER, PROJECTOR, VOCABULARY, OTHER -> false;
        };
    }

    private static final Set<String> ENCODERS = Set.of(
            "bert",
            "modern-bert",
            "nomic-bert",
            "nomic-bert-moe",
            "neo-bert",
            "jina-bert-v2",
            "jina-bert-v3",
            "eurobert",
            "gemma-embedding",
            "llama-embed",
            "t5encoder");

    private static final Set<String> SPEECH_ARCHITECTURES = Set.of("wavtokenizer-dec", "qwen3tts", "pockettts");

    private static final Set<String> DRAFTS = Set.of("eagle3", "dflash", "gemma4-assistant");

    /** Guesses the kind of a file from its header. */
    public static ModelKind of(GgufFile file) {
        GgufMetadata metadata = file.metadata();
        String type = metadata.text(GgufKeys.TYPE).orElse("");
        String architecture = file.architecture();
        if (type.equals("adapter")) {
            return ADAPTER;
        }
        if (architecture.equals("clip") || type.equals("mmproj") || type.equals("projector")) {
            return PROJECTOR;
        }
        if (architecture.isEmpty() || type.equals("imatrix") || architecture.equals("controlvector")) {
            return OTHER;
        }
        boolean split = metadata.whole(GgufKeys.SPLIT_COUNT).orElse(0) > 1;
        if (file.tensors().isEmpty() && !split) {
            return VOCABULARY;
        }
        return ofWeights(file);
    }

    private static ModelKind ofWeights(GgufFile file) {
        String architecture = file.architecture();
        if (SPEECH_ARCHITECTURES.contains(architecture)) {
            return SPEECH;
        }
        if (DRAFTS.contains(architecture)) {
            return DRAFT;
        }
        GgufMetadata metadata = file.metadata();
        long pooling =
                metadata.whole(file.architectureKey(GgufKeys.POOLING_TYPE)).orElse(0);
        if (pooling == 4) {
            return RERANKER;
        }
        boolean causal = metadata.flag(file.architectureKey("attention.causal")).orElse(true);
        if (pooling > 0
                || ENCODERS.contains(architecture)
                || (!causal && !metadata.values().containsKey(GgufKeys.CHAT_TEMPLATE))) {
            return EMBEDDING;
        }
        return metadata.text(GgufKeys.CHAT_TEMPLATE).filter(t -> !t.isBlank()).isPresent() ? CHAT : TEXT;
    }
}
