package studio.athanor.engines.gguf.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.athanor.engines.gguf.GgufArray;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.GgufValue;
import studio.athanor.engines.gguf.GgufWriter;

/** A small valid file of each kind, to change in one place and write. Its weights are zeros. */
public final class ModelFile {

    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final Map<String, List<Long>> tensors = new LinkedHashMap<>();

    private ModelFile() {}

    /** A llama model with two layers and a vocabulary of ten tokens. */
    public static ModelFile llama() {
        return new ModelFile()
                .set("general.architecture", GgufValue.text("llama"))
                .set("general.name", GgufValue.text("Small"))
                .set("llama.context_length", GgufValue.u32(64))
                .set("llama.embedding_length", GgufValue.u32(32))
                .set("llama.block_count", GgufValue.u32(2))
                .set("llama.feed_forward_length", GgufValue.u32(64))
                .set("llama.attention.head_count", GgufValue.u32(4))
                .set("llama.attention.head_count_kv", GgufValue.u32(2))
                .set("llama.attention.layer_norm_rms_epsilon", GgufValue.f32(1e-5f))
                .set("llama.rope.dimension_count", GgufValue.u32(8))
                .set("tokenizer.ggml.model", GgufValue.text("llama"))
                .set(
                        "tokenizer.ggml.tokens",
                        GgufArray.ofTexts(List.of("<unk>", "<s>", "</s>", "<0x0A>", "a", "b", "c", "d", "e", "f")))
                .set("tokenizer.ggml.scores", GgufArray.ofFloats(0, 0, 0, 0, 1, 2, 3, 4, 5, 6))
                .set("tokenizer.ggml.token_type", GgufArray.ofInts(2, 3, 3, 6, 1, 1, 1, 1, 1, 1))
                .set("tokenizer.ggml.bos_token_id", GgufValue.u32(1))
                .set("tokenizer.ggml.eos_token_id", GgufValue.u32(2))
                .set("tokenizer.chat_template", GgufValue.text("{{ messages[0]['content'] }}"))
                .tensor("token_embd.weight", 32, 10)
                .tensor("output_norm.weight", 32)
                .tensor("blk.0.attn_q.weight", 32, 32)
                .tensor("blk.0.ffn_up.weight", 32, 64);
    }

    /** A LoRA adapter of rank 4 for {@link #llama()}. */
    public static ModelFile adapter() {
        return new ModelFile()
                .set("general.architecture", GgufValue.text("llama"))
                .set("general.type", GgufValue.text("adapter"))
                .set("adapter.type", GgufValue.text("lora"))
                .set("adapter.lora.alpha", GgufValue.f32(8))
                .tensor("blk.0.attn_q.weight.lora_a", 32, 4)
                .tensor("blk.0.attn_q.weight.lora_b", 4, 32)
                .tensor("blk.0.ffn_up.weight.lora_a", 32, 4)
                .tensor("blk.0.ffn_up.weight.lora_b", 4, 64);
    }

    /** A projector for pictures and sound. */
    public static ModelFile projector() {
        ModelFile file = new ModelFile()
                .set("general.architecture", GgufValue.text("clip"))
                .set("general.type", GgufValue.text("mmproj"))
                .set("clip.has_vision_encoder", GgufValue.flag(true))
                .set("clip.has_audio_encoder", GgufValue.flag(true))
                .set("clip.projector_type", GgufValue.text("mlp"))
                .set("clip.vision.image_size", GgufValue.u32(224))
                .set("clip.vision.patch_size", GgufValue.u32(14))
                .set("clip.vision.image_mean", GgufArray.ofFloats(0.5f, 0.5f, 0.5f))
                .set("clip.audio.num_mel_bins", GgufValue.u32(80))
                .set("clip.audio.chunk_size", GgufValue.u32(100))
                .tensor("mm.0.weight", 32, 32);
        for (String part : List.of("clip.vision.", "clip.audio.")) {
            file.set(part + "embedding_length", GgufValue.u32(32))
                    .set(part + "feed_forward_length", GgufValue.u32(64))
                    .set(part + "block_count", GgufValue.u32(2))
                    .set(part + "projection_dim", GgufValue.u32(32))
                    .set(part + "attention.head_count", GgufValue.u32(4))
                    .set(part + "attention.layer_norm_epsilon", GgufValue.f32(1e-5f));
        }
        return file;
    }

    /** Sets or replaces an entry. */
    public ModelFile set(String key, GgufValue value) {
        metadata.put(key, value);
        return this;
    }

    public ModelFile remove(String key) {
        metadata.remove(key);
        return this;
    }

    /** Adds or replaces a tensor of zeros. */
    public ModelFile tensor(String name, long... dimensions) {
        tensors.put(name, Arrays.stream(dimensions).boxed().toList());
        return this;
    }

    public ModelFile removeTensor(String name) {
        tensors.remove(name);
        return this;
    }

    public ModelFile removeTensors() {
        tensors.clear();
        return this;
    }

    public Path write(Path file) throws IOException, GgufException {
        GgufWriter writer = new GgufWriter();
        metadata.forEach(writer::put);
        tensors.forEach((name, dimensions) -> {
            long bytes = 4 * dimensions.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
            writer.add(name, GgufType.F32, dimensions, out -> out.write(new byte[Math.toIntExact(bytes)]));
        });
        writer.write(file);
        return file;
    }
}
