package studio.athanor.gpumonitor.estimate;

import java.util.Arrays;
import java.util.Optional;
import studio.athanor.engines.gguf.GgufArray;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufFile;
import studio.athanor.engines.gguf.GgufMetadata;
import studio.athanor.engines.gguf.GgufValue;

/**
 * The numbers of a model's header that decide sizes, with the defaults that llama.cpp 0.5.0 has for missing ones
 * ({@code llama_model_base::load_hparams}).
 */
final class Hyperparameters {

    final String architecture;

    /** Blocks in the file, those for multi-token prediction included. */
    final int blocks;

    /** Blocks that are computed. */
    final int trunk;

    final long width;
    final long[] heads;
    final long[] kvHeads;
    final long[] feedForward;
    final long keyLength;
    final long valueLength;
    final long windowKeyLength;
    final long windowValueLength;
    final boolean latent;

    private final GgufFile file;

    Hyperparameters(GgufFile file) throws GgufException {
        this.file = file;
        architecture = file.architecture();
        blocks = Math.clamp(whole("block_count", 0), 0, ModelLayout.MOST_BLOCKS);
        trunk = (int) Math.max(0, blocks - whole("nextn_predict_layers", 0));
        width = whole("embedding_length", 0);
        heads = perBlock("attention.head_count", 0);
        kvHeads = has("attention.head_count_kv") ? perBlock("attention.head_count_kv", 0) : heads.clone();
        feedForward = perBlock("feed_forward_length", 0);
        boolean attends = blocks > 0 && heads[0] > 0;
        boolean ownLengths = architecture.equals("plamo2");
        long usual = attends ? width / heads[0] : 0;
        keyLength = attends || ownLengths ? whole("attention.key_length", usual) : 0;
        valueLength = attends || ownLengths ? whole("attention.value_length", usual) : 0;
        windowKeyLength = whole("attention.key_length_swa", keyLength);
        windowValueLength = whole("attention.value_length_swa", valueLength);
        latent = whole("attention.key_length_mla", 0) > 0 && whole("attention.value_length_mla", 0) > 0;
    }

    boolean has(String key) {
        return file.metadata().get(file.architectureKey(key)).isPresent();
    }

    /** Returns a whole number, or a truth value as 0 or 1. */
    long whole(String key, long otherwise) {
        GgufMetadata metadata = file.metadata();
        String full = file.architectureKey(key);
        return metadata.flag(full).isPresent()
                ? (metadata.flag(full).get() ? 1 : 0)
                : metadata.whole(full).orElse(otherwise);
    }

    boolean isArray(String key) {
        return file.metadata().array(file.architectureKey(key)).isPresent();
    }

    /** Returns a number per block, from an array or from one number for all. */
    long[] perBlock(String key, long otherwise) throws GgufException {
        long[] values = new long[blocks];
        Arrays.fill(values, whole(key, otherwise));
        Optional<GgufArray> array = file.metadata().array(file.architectureKey(key));
        if (array.isPresent()) {
            Arrays.fill(values, otherwise);
            array.get().visit((i, element) -> {
                if (i < blocks) {
                    values[i] = number(element, otherwise);
                }
                return i + 1 < blocks;
            });
        }
        return values;
    }

    private static long number(GgufValue value, long otherwise) {
        return switch (value) {
            case GgufValue.Whole whole -> whole.number();
            case GgufValue.Flag flag -> flag.value() ? 1 : 0;
            default -> otherwise;
        };
    }
}
