package studio.athanor.engines.gguf;

/** Metadata keys that more than one class reads; those of an architecture lack its prefix. */
final class GgufKeys {

    static final String ALIGNMENT = "general.alignment";
    static final String ARCHITECTURE = "general.architecture";
    static final String TYPE = "general.type";
    static final String NAME = "general.name";
    static final String FILE_TYPE = "general.file_type";

    static final String SPLIT_NUMBER = "split.no";
    static final String SPLIT_COUNT = "split.count";
    static final String SPLIT_TENSORS = "split.tensors.count";

    static final String TOKENIZER = "tokenizer.ggml.model";
    static final String PRE_TOKENIZER = "tokenizer.ggml.pre";
    static final String TOKENS = "tokenizer.ggml.tokens";
    static final String TOKEN_TYPES = "tokenizer.ggml.token_type";
    static final String SCORES = "tokenizer.ggml.scores";
    static final String MERGES = "tokenizer.ggml.merges";
    static final String CHAT_TEMPLATE = "tokenizer.chat_template";

    static final String CONTEXT_LENGTH = "context_length";
    static final String EMBEDDING_LENGTH = "embedding_length";
    static final String BLOCK_COUNT = "block_count";
    static final String FEED_FORWARD_LENGTH = "feed_forward_length";
    static final String HEAD_COUNT = "attention.head_count";
    static final String HEAD_COUNT_KV = "attention.head_count_kv";
    static final String KEY_LENGTH = "attention.key_length";
    static final String ROPE_DIMENSIONS = "rope.dimension_count";
    static final String POOLING_TYPE = "pooling_type";
    static final String VOCABULARY_SIZE = "vocab_size";
    static final String EXPERT_COUNT = "expert_count";
    static final String EXPERT_USED_COUNT = "expert_used_count";

    private GgufKeys() {}
}
