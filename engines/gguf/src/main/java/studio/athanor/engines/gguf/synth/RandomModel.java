package studio.athanor.engines.gguf.synth;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import studio.athanor.engines.gguf.GgufArray;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.GgufValue;
import studio.athanor.engines.gguf.GgufWriter;

/**
 * Writes a language model of the llama architecture whose weights are random: it says nothing sensible, but costs
 * exactly what a trained model of its shape costs. The same shape and seed give the same file on every machine.
 *
 * <p>The model has a working byte-level tokenizer, a ChatML template, and tied embeddings.
 */
public final class RandomModel {

    private static final double WEIGHT_DEVIATION = 0.02;

    private static final String TEMPLATE = """
            {%- for message in messages -%}
            {{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}
            {{ '<|im_start|>assistant\\n' }}
            {%- endif -%}
            """;

    /**
     * The shape of a model.
     *
     * @param layers from 1 to 512
     * @param width the embedding length
     * @param heads attention heads; divides the width
     * @param kvHeads heads of keys and values; divides the heads
     * @param feedForward the inner width of the feed-forward layers
     * @param contextLength tokens
     * @param vocabulary tokens, at least 259
     * @param type how matrices are stored: F32, F16, BF16, Q4_0, Q8_0 or Q4_K
     */
    public record Shape(
            int layers,
            int width,
            int heads,
            int kvHeads,
            int feedForward,
            int contextLength,
            int vocabulary,
            GgufType type) {

        /** Checks that the numbers fit together. */
        public Shape {
            require(layers >= 1 && layers <= 512, "layers", layers);
            require(heads >= 1 && width % (2 * heads) == 0, "heads", heads);
            require(kvHeads >= 1 && heads % kvHeads == 0, "kvHeads", kvHeads);
            require(width % type.blockElements() == 0, "width", width);
            require(feedForward > 0 && feedForward % type.blockElements() == 0, "feedForward", feedForward);
            require(contextLength > 0, "contextLength", contextLength);
            require(vocabulary >= ByteLevelVocabulary.smallest(), "vocabulary", vocabulary);
            if (!RandomWeights.supports(type)) {
                throw new IllegalArgumentException("no random weights of type " + type);
            }
        }

        private static void require(boolean holds, String what, int value) {
            if (!holds) {
                throw new IllegalArgumentException("impossible " + what + ": " + value);
            }
        }

        /** Returns a tiny model (under 2 MB as Q8_0) for tests. */
        public static Shape tiny(GgufType type) {
            return new Shape(2, 256, 4, 2, 512, 512, 1024, type);
        }

        /** Returns a model of about 50 million parameters. */
        public static Shape small(GgufType type) {
            return new Shape(8, 512, 8, 4, 1536, 4096, 50_000, type);
        }

        /** Returns a model of about 500 million parameters with a vocabulary of 128 000 tokens. */
        public static Shape medium(GgufType type) {
            return new Shape(32, 1024, 16, 4, 2816, 8192, 128_000, type);
        }

        private int kvWidth() {
            return width / heads * kvHeads;
        }

        /** Returns the number of parameters. */
        public long parameters() {
            long layer = 2L * width * width + 2L * width * kvWidth() + 3L * width * feedForward + 2L * width;
            return layers * layer + (long) vocabulary * width + width;
        }

        private String sizeLabel() {
            double millions = parameters() / 1e6;
            return millions < 1000
                    ? String.format(Locale.ROOT, "%.0fM", millions)
                    : String.format(Locale.ROOT, "%.1fB", millions / 1000);
        }
    }

    private final Shape shape;
    private final long seed;

    /** Creates a model that exists on no disk yet. */
    public RandomModel(Shape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
    }

    /** Writes the model, as {@link #write(Path, LongConsumer)} does, and tells nobody. */
    public void write(Path target) throws IOException {
        write(target, _ -> {});
    }

    /**
     * Writes the model to a file; blocks, at the speed of the disk.
     *
     * @param written is told the number of bytes of weights after every tensor
     */
    public void write(Path target, LongConsumer written) throws IOException {
        try {
            writer().write(target, written);
        } catch (GgufException e) {
            throw new IllegalStateException("a random model copies nothing from other files", e);
        }
    }

    /** Returns a writer that holds the model, to change or add to before it is written. */
    public GgufWriter writer() {
        GgufWriter writer = new GgufWriter();
        putMetadata(writer);
        putTokenizer(writer);
        addTensors(writer);
        return writer;
    }

    private void putMetadata(GgufWriter writer) {
        writer.put("general.architecture", GgufValue.text("llama"))
                .put("general.type", GgufValue.text("model"))
                .put("general.name", GgufValue.text("Random " + shape.sizeLabel()))
                .put("general.size_label", GgufValue.text(shape.sizeLabel()))
                .put("general.license", GgufValue.text("cc0-1.0"))
                .put("general.quantization_version", GgufValue.u32(2))
                .put("general.file_type", GgufValue.u32(fileType()))
                .put("llama.context_length", GgufValue.u32(shape.contextLength()))
                .put("llama.embedding_length", GgufValue.u32(shape.width()))
                .put("llama.block_count", GgufValue.u32(shape.layers()))
                .put("llama.feed_forward_length", GgufValue.u32(shape.feedForward()))
                .put("llama.attention.head_count", GgufValue.u32(shape.heads()))
                .put("llama.attention.head_count_kv", GgufValue.u32(shape.kvHeads()))
                .put("llama.attention.layer_norm_rms_epsilon", GgufValue.f32(1e-5f))
                .put("llama.rope.dimension_count", GgufValue.u32(shape.width() / shape.heads()))
                .put("llama.rope.freq_base", GgufValue.f32(10_000f))
                .put("llama.vocab_size", GgufValue.u32(shape.vocabulary()));
    }

    private int fileType() {
        return switch (shape.type()) {
            case F16 -> 1;
            case Q4_0 -> 2;
            case Q8_0 -> 7;
            case Q4_K -> 14;
            case BF16 -> 32;
            default -> 0;
        };
    }

    private void putTokenizer(GgufWriter writer) {
        ByteLevelVocabulary vocabulary = ByteLevelVocabulary.ofSize(shape.vocabulary());
        writer.put("tokenizer.ggml.model", GgufValue.text("gpt2"))
                .put("tokenizer.ggml.pre", GgufValue.text("gpt-2"))
                .put("tokenizer.ggml.tokens", GgufArray.ofTexts(vocabulary.tokens()))
                .put("tokenizer.ggml.token_type", GgufArray.ofInts(vocabulary.tokenTypes()))
                .put("tokenizer.ggml.merges", GgufArray.ofTexts(vocabulary.merges()))
                .put("tokenizer.ggml.bos_token_id", GgufValue.u32(vocabulary.idOf("<|endoftext|>")))
                .put("tokenizer.ggml.eos_token_id", GgufValue.u32(vocabulary.idOf("<|im_end|>")))
                .put("tokenizer.ggml.padding_token_id", GgufValue.u32(vocabulary.idOf("<|endoftext|>")))
                .put("tokenizer.ggml.add_bos_token", GgufValue.flag(false))
                .put("tokenizer.chat_template", GgufValue.text(TEMPLATE));
    }

    private void addTensors(GgufWriter writer) {
        TensorAdder adder = new TensorAdder(writer);
        adder.matrix("token_embd.weight", shape.width(), shape.vocabulary());
        adder.norm("output_norm.weight");
        for (int layer = 0; layer < shape.layers(); layer++) {
            String prefix = "blk." + layer + ".";
            adder.norm(prefix + "attn_norm.weight");
            adder.matrix(prefix + "attn_q.weight", shape.width(), shape.width());
            adder.matrix(prefix + "attn_k.weight", shape.width(), shape.kvWidth());
            adder.matrix(prefix + "attn_v.weight", shape.width(), shape.kvWidth());
            adder.matrix(prefix + "attn_output.weight", shape.width(), shape.width());
            adder.norm(prefix + "ffn_norm.weight");
            adder.matrix(prefix + "ffn_gate.weight", shape.width(), shape.feedForward());
            adder.matrix(prefix + "ffn_up.weight", shape.width(), shape.feedForward());
            adder.matrix(prefix + "ffn_down.weight", shape.feedForward(), shape.width());
        }
    }

    private final class TensorAdder {

        private final GgufWriter writer;
        private int added;

        private TensorAdder(GgufWriter writer) {
            this.writer = writer;
        }

        private void matrix(String name, long columns, long rows) {
            long tensorSeed = seed * 0x9E37_79B9_7F4A_7C15L + added++;
            writer.add(
                    name,
                    shape.type(),
                    List.of(columns, rows),
                    new RandomWeights(shape.type(), columns * rows, WEIGHT_DEVIATION, tensorSeed));
        }

        private void norm(String name) {
            added++;
            writer.add(name, GgufType.F32, List.of((long) shape.width()), RandomModel.this::writeOnes);
        }
    }

    private void writeOnes(OutputStream out) throws IOException {
        ByteBuffer ones = ByteBuffer.allocate(shape.width() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (ones.hasRemaining()) {
            ones.putFloat(1f);
        }
        out.write(ones.array(), 0, ones.position());
    }
}
