package studio.athanor.engines.gguf;

/**
 * The largest values that a file may hold. Where llama.cpp 0.5.0 has a limit the constant says so; the others are ours,
 * far above any real model, so that a hostile number is refused before it costs time or memory.
 */
public final class GgufLimits {

    /** Magic, version and the two counts. */
    public static final int FIXED_HEADER_BYTES = 24;

    /** Metadata entries; llama.cpp looks for duplicates in quadratic time. */
    public static final int MAX_METADATA_ENTRIES = 65_536;

    /** Tensors; llama.cpp looks for duplicates in quadratic time. */
    public static final int MAX_TENSORS = 65_536;

    /** Bytes of a metadata key, from the GGUF specification. */
    public static final int MAX_KEY_BYTES = 65_535;

    /** Bytes of one string (llama.cpp: 1 GiB). */
    public static final int MAX_STRING_BYTES = 16 << 20;

    /** Bytes of all strings outside arrays, which are held in memory. */
    public static final int MAX_TEXT_BYTES = 64 << 20;

    /** Elements of an array (llama.cpp: 2^30). */
    public static final int MAX_ARRAY_ELEMENTS = 16 << 20;

    /** Bytes before the tensor data; real headers stay below 64 MiB. */
    public static final long MAX_HEADER_BYTES = 256L << 20;

    /** Bytes of a tensor name (llama.cpp: GGML_MAX_NAME 64 with its terminator). */
    public static final int MAX_TENSOR_NAME_BYTES = 63;

    /** Dimensions of a tensor (llama.cpp: GGML_MAX_DIMS). */
    public static final int MAX_DIMENSIONS = 4;

    /** The alignment when a file names none, from the GGUF specification. */
    public static final int DEFAULT_ALIGNMENT = 32;

    /** The smallest alignment. */
    public static final int MIN_ALIGNMENT = 8;

    /** The largest alignment (llama.cpp has none). */
    public static final int MAX_ALIGNMENT = 1 << 20;

    /** Bytes of a chat template. */
    public static final int MAX_TEMPLATE_BYTES = 1 << 20;

    /** Brackets open at once in a chat template; llama.cpp's own parser recurses on them. */
    public static final int MAX_TEMPLATE_NESTING = 200;

    /** Layers (llama.cpp: LLAMA_MAX_LAYERS; more is an assertion, so the end of the process). */
    public static final int MAX_LAYERS = 512;

    /** Experts (llama.cpp: LLAMA_MAX_EXPERTS; more is an assertion). */
    public static final int MAX_EXPERTS = 1024;

    /** Tokens of a vocabulary. */
    public static final int MAX_VOCABULARY = 1 << 20;

    /** Bytes of all tokens; the largest real vocabularies have 6 MiB. */
    public static final int MAX_VOCABULARY_BYTES = 64 << 20;

    /** Width of an embedding, of a feed-forward layer, or number of heads. */
    public static final int MAX_WIDTH = 1 << 24;

    /** Parts of a split model. */
    public static final int MAX_PARTS = 1024;

    /** Bytes up to which an array is held in memory; longer ones are read again from the file when asked for. */
    static final int MAX_ARRAY_BYTES_IN_MEMORY = 64 << 10;

    private GgufLimits() {}
}
