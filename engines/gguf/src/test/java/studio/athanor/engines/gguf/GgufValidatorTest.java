package studio.athanor.engines.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.athanor.engines.gguf.GgufValue.f32;
import static studio.athanor.engines.gguf.GgufValue.flag;
import static studio.athanor.engines.gguf.GgufValue.i32;
import static studio.athanor.engines.gguf.GgufValue.text;
import static studio.athanor.engines.gguf.GgufValue.u32;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.engines.gguf.testkit.ModelFile;

/** Well-formed files whose meaning the engine could not take. */
class GgufValidatorTest {

    private static final Path STARTER = Path.of(
            System.getProperty("athanor.project.root", "../.."), "assets/models/starter-chat/starter-chat.q8_0.gguf");

    @TempDir
    private Path folder;

    private final GgufValidator validator = new GgufValidator();

    private static Arguments llama(UnaryOperator<ModelFile> change, String field, String reason) {
        return Arguments.of(change.apply(ModelFile.llama()), field, reason);
    }

    private static Arguments llama(String key, GgufValue value, String reason) {
        return llama(file -> file.set(key, value), key, reason);
    }

    private static Arguments without(String key) {
        return llama(file -> file.remove(key), key, "missing");
    }

    private static Arguments projector(String key, GgufValue value, String reason) {
        return Arguments.of(ModelFile.projector().set(key, value), key, reason);
    }

    private static Arguments adapter(UnaryOperator<ModelFile> change, String field, String reason) {
        return Arguments.of(change.apply(ModelFile.adapter()), field, reason);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                without("general.architecture"),
                llama("general.architecture", u32(1), "UINT32, must be STRING"),
                llama("general.architecture", text(""), "missing"),
                llama("general.architecture", text("llama9"), "\"llama9\" is not known to llama.cpp 0.5.0"),
                llama("general.architecture", text("flux"), "picture or video model"),
                llama("general.architecture", text("(unknown)"), "not known"),
                llama("general.architecture", text("controlvector"), "control vector"),
                llama("general.type", text("imatrix"), "importance matrix"),
                llama("general.type", u32(1), "UINT32, must be STRING"),
                llama("general.name", flag(true), "BOOL, must be STRING"),
                llama("general.file_type", text("Q4"), "STRING, must be UINT32"),
                llama("general.sampling.temp", f32(Float.NaN), "NaN"),
                without("llama.context_length"),
                without("llama.embedding_length"),
                without("llama.block_count"),
                without("llama.attention.head_count"),
                llama("llama.context_length", u32(0), "must be from 1"),
                llama("llama.context_length", i32(64), "INT32, must be UINT32"),
                llama("llama.block_count", u32(0), "0, must be from 1 to 512"),
                llama("llama.block_count", u32(513), "513, must be"),
                llama("llama.block_count", u32(0xFFFF_FFFFL), "4294967295"),
                llama("llama.block_count", text("2"), "STRING, must be UINT32"),
                llama("llama.embedding_length", u32(0), "0, must be"),
                llama("llama.embedding_length", u32(1L << 31), "2147483648"),
                llama("llama.embedding_length", f32(32), "FLOAT32"),
                llama("llama.feed_forward_length", GgufArray.ofInts(64), "1 elements for 2 layers"),
                llama("llama.feed_forward_length", GgufArray.ofInts(64, -1), "-1 for layer 1"),
                llama("llama.feed_forward_length", GgufArray.ofFloats(64, 64), "array of FLOAT32"),
                llama("llama.attention.head_count", u32(0), "0, must be"),
                llama("llama.attention.head_count", u32(6), "must divide the embedding length"),
                llama("llama.attention.head_count", u32(64), "must divide the embedding length"),
                llama("llama.attention.head_count", GgufArray.ofInts(0, 0), "0 for every layer"),
                llama("llama.attention.head_count_kv", u32(0), "0, must be"),
                llama("llama.attention.head_count_kv", u32(3), "must divide the 4 heads"),
                llama("llama.attention.head_count_kv", u32(8), "must divide the 4 heads"),
                llama("llama.attention.head_count_kv", GgufArray.ofInts(2, 3), "3, must divide"),
                llama("llama.attention.key_length", u32(0), "0, must be"),
                llama("llama.attention.layer_norm_rms_epsilon", f32(Float.NaN), "NaN"),
                llama("llama.attention.layer_norm_rms_epsilon", f32(-1), "-1.0, must be"),
                llama("llama.attention.layer_norm_rms_epsilon", u32(1), "UINT32, must be FLOAT32"),
                llama("llama.attention.causal", u32(1), "UINT32, must be BOOL"),
                llama("llama.rope.dimension_count", u32(16), "16, must be the head width 8"),
                llama("llama.rope.freq_base", f32(Float.POSITIVE_INFINITY), "Infinity"),
                llama("llama.rope.scaling.type", text("spiral"), "\"spiral\", must be none"),
                llama("llama.rope.scaling.type", u32(2), "UINT32, must be STRING"),
                llama("llama.expert_count", u32(1025), "1025, must be"),
                llama(
                        file -> file.set("llama.expert_count", u32(8)),
                        "expert_used_count",
                        "0, must be from 1 to the 8"),
                llama("llama.expert_used_count", u32(2), "2, must be from 1 to the 0 experts"),
                llama("llama.nextn_predict_layers", u32(3), "3, must be from 0 to 2"),
                llama("llama.pooling_type", u32(9), "9, must be from 0 to 4"),
                llama("llama.vocab_size", u32(0), "0, must be"),
                llama(
                        file -> file.tensor("token_embd.weight", 64, 10),
                        "tensor token_embd.weight",
                        "embedding_length is 32"),
                llama(file -> file.tensor("token_embd.weight", 32, 11), "tensor token_embd.weight", "has 10 tokens"));
    }

    static Stream<Arguments> vocabularies() {
        GgufArray nine = GgufArray.ofFloats(new float[9]);
        List<String> tokens = List.of("a", "b", "c", "<0x0A>", "e", "f", "g", "h", "i");
        return Stream.of(
                without("tokenizer.ggml.model"),
                without("tokenizer.ggml.tokens"),
                llama("tokenizer.ggml.model", text("word2vec"), "not a tokenizer"),
                llama("tokenizer.ggml.model", u32(1), "UINT32, must be STRING"),
                llama(file -> file.set("tokenizer.ggml.model", text("gpt2")), "tokenizer.ggml.merges", "missing"),
                llama(
                        file -> file.set("tokenizer.ggml.model", text("gpt2"))
                                .set("tokenizer.ggml.merges", GgufArray.ofInts(1)),
                        "tokenizer.ggml.merges",
                        "array of INT32, must be STRING"),
                llama(
                        file -> file.set("tokenizer.ggml.model", text("gpt2"))
                                .set("tokenizer.ggml.merges", GgufArray.ofTexts(List.of()))
                                .set("tokenizer.ggml.pre", text("gpt-9")),
                        "tokenizer.ggml.pre",
                        "\"gpt-9\" is not a pre-tokenizer"),
                llama("tokenizer.ggml.tokens", GgufArray.ofInts(1, 2), "array of INT32, must be STRING"),
                llama("tokenizer.ggml.tokens", text("abc"), "STRING, must be an array of STRING"),
                llama("tokenizer.ggml.tokens", GgufArray.ofTexts(List.of()), "0 tokens"),
                llama("tokenizer.ggml.scores", bytes(GgufValueType.INT8, 10), "array of INT8, must be FLOAT32"),
                llama("tokenizer.ggml.scores", nine, "9 elements for 10 tokens"),
                llama("tokenizer.ggml.token_type", bytes(GgufValueType.UINT8, 10), "array of UINT8, must be INT32"),
                llama("tokenizer.ggml.token_type", GgufArray.ofInts(1), "1 elements for 10 tokens"),
                llama("tokenizer.ggml.bos_token_id", u32(1L << 31), "2147483648, must be from 0 to 9"),
                llama("tokenizer.ggml.eos_token_id", u32(10), "10, must be from 0 to 9"),
                llama("tokenizer.ggml.eot_token_id", i32(1), "INT32, must be UINT32"),
                llama("tokenizer.ggml.padding_token_id", i32(-1), "INT32, must be UINT32"),
                llama("tokenizer.ggml.add_bos_token", u32(1), "UINT32, must be BOOL"),
                llama("tokenizer.ggml.suppress_tokens", GgufArray.ofFloats(1), "array of FLOAT32"),
                llama("tokenizer.ggml.precompiled_charsmap", bytes(GgufValueType.UINT8, 4), "more than 4"),
                llama(
                        "tokenizer.ggml.precompiled_charsmap",
                        GgufArray.ofEncoded(GgufValueType.UINT8, new byte[] {-1, -1, -1, -1, 0}),
                        "exceeds the map"),
                llama(
                        file -> file.set("tokenizer.ggml.tokens", GgufArray.ofTexts(append(tokens, "a"))),
                        "tokenizer.ggml.tokens",
                        "token 9 \"a\" is also token 0"),
                llama(
                        file -> file.set("tokenizer.ggml.tokens", GgufArray.ofTexts(append(tokens, "a\0x"))),
                        "tokenizer.ggml.tokens",
                        "is also token 0"),
                llama(
                        file -> file.set(
                                "tokenizer.ggml.tokens",
                                GgufArray.ofTexts(
                                        List.of("", "[EMPTY_0]", "c", "<0x0A>", "e", "f", "g", "h", "i", "j"))),
                        "tokenizer.ggml.tokens",
                        "is also token 0"),
                byteToken("<0x-1>"),
                byteToken("<0xZZ>"),
                byteToken("<0x"),
                byteToken("<0x0A>>"),
                byteToken("x"),
                byteToken(""),
                llama(
                        file -> file.set("tokenizer.ggml.model", text("plamo2"))
                                .set("tokenizer.ggml.tokens", GgufArray.ofTexts(append(tokens, "<0x-1>")))
                                .remove("tokenizer.ggml.token_type"),
                        "tokenizer.ggml.tokens",
                        "byte token"),
                llama(
                        file -> file.set("tokenizer.ggml.model", text("t5"))
                                .set("tokenizer.ggml.add_bos_token", flag(true))
                                .remove("tokenizer.ggml.bos_token_id"),
                        "tokenizer.ggml.add_bos_token",
                        "there is no tokenizer.ggml.bos_token_id"),
                llama("tokenizer.chat_template", text("(".repeat(6000)), "nested brackets 6000"),
                llama("tokenizer.chat_template", text("x".repeat(1_048_577)), "template bytes 1048577"),
                llama("tokenizer.chat_template.tool_use", text("[".repeat(201)), "nested brackets 201"),
                llama("tokenizer.chat_template", u32(1), "UINT32, must be STRING"));
    }

    private static GgufArray bytes(GgufValueType type, int count) {
        return GgufArray.ofEncoded(type, new byte[count]);
    }

    private static List<String> append(List<String> tokens, String last) {
        return Stream.concat(tokens.stream(), Stream.of(last)).toList();
    }

    private static Arguments byteToken(String token) {
        return llama(
                "tokenizer.ggml.tokens",
                GgufArray.ofTexts(List.of("<unk>", "<s>", "</s>", token, "a", "b", "c", "d", "e", "f")),
                "is a byte token, must be like \"<0x0A>\"");
    }

    static Stream<Arguments> projectors() {
        return Stream.of(
                Arguments.of(
                        ModelFile.projector().remove("clip.has_vision_encoder").remove("clip.has_audio_encoder"),
                        "clip.has_vision_encoder",
                        "projects nothing"),
                projector("clip.has_vision_encoder", u32(1), "UINT32, must be BOOL"),
                projector("clip.vision.image_size", u32(8193), "8193, must be"),
                projector("clip.vision.image_size", i32(224), "INT32, must be UINT32"),
                projector("clip.vision.patch_size", u32(0), "0, must be"),
                projector("clip.vision.patch_size", u32(65_536), "65536"),
                projector("clip.vision.patch_size", u32(225), "larger than images of 224"),
                Arguments.of(
                        ModelFile.projector().remove("clip.vision.patch_size"), "clip.vision.patch_size", "missing"),
                projector("clip.vision.block_count", u32(0), "0, must be from 1"),
                projector("clip.vision.block_count", u32(513), "513"),
                projector("clip.vision.embedding_length", u32(0), "0, must be"),
                projector("clip.vision.attention.head_count", u32(0), "0, must be"),
                projector("clip.vision.attention.head_count", u32(33), "more than the embedding length"),
                projector("clip.vision.attention.layer_norm_epsilon", f32(Float.NaN), "NaN"),
                projector("clip.vision.image_min_pixels", u32(46_340L * 46_340), "2147395600, must be"),
                Arguments.of(
                        ModelFile.projector()
                                .set("clip.vision.image_min_pixels", u32(2000))
                                .set("clip.vision.image_max_pixels", u32(1000)),
                        "clip.vision.image_max_pixels",
                        "less than the minimum 2000"),
                projector("clip.vision.image_mean", GgufArray.ofFloats(1), "1 elements"),
                projector("clip.vision.image_mean", GgufArray.ofInts(1, 1, 1), "array of INT32"),
                projector("clip.vision.spatial_merge_size", u32(0), "0, must be"),
                projector("clip.vision.projector.scale_factor", u32(65_536), "65536"),
                projector("clip.vision.window_size", u32(4097), "4097"),
                projector("clip.vision.feature_layer", GgufArray.ofInts(7), "7, must be at most 2"),
                projector("clip.audio.chunk_size", u32(65_537), "65537, must be from 1 to 8192"),
                projector("clip.audio.chunk_size", u32(0), "0, must be"),
                projector("clip.audio.num_mel_bins", u32(0), "0, must be"),
                projector("clip.audio.projector.downsample_rate", u32(0), "0, must be"));
    }

    static Stream<Arguments> adapters() {
        return Stream.of(
                adapter(file -> file.set("adapter.type", text("dora")), "adapter.type", "\"dora\""),
                adapter(file -> file.remove("adapter.type"), "adapter.type", "the engine has lora"),
                adapter(file -> file.set("adapter.type", u32(1)), "adapter.type", "UINT32, must be STRING"),
                adapter(file -> file.set("adapter.lora.alpha", f32(Float.NaN)), "adapter.lora.alpha", "NaN"),
                adapter(file -> file.set("adapter.lora.alpha", u32(8)), "adapter.lora.alpha", "must be FLOAT32"),
                adapter(ModelFile::removeTensors, "tensors", "changes no tensor"),
                adapter(
                        file -> file.removeTensor("blk.0.attn_q.weight.lora_b"),
                        "tensor blk.0.attn_q.weight.lora_b",
                        "missing, though its counterpart is there"),
                adapter(
                        file -> file.tensor("blk.0.attn_q.weight.lora_b", 5, 32),
                        "tensor blk.0.attn_q.weight.lora_b",
                        "does not fit 32 x 4"),
                adapter(
                        file -> file.tensor("blk.0.attn_q.weight", 32, 32),
                        "tensor blk.0.attn_q.weight",
                        "must end in"),
                adapter(file -> file.set("general.architecture", text("llama9")), "general.architecture", "not known"),
                adapter(
                        file -> file.set("adapter.alora.invocation_tokens", GgufArray.ofInts(1)),
                        "adapter.alora.invocation_tokens",
                        "array of INT32, must be UINT32"));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "vocabularies", "projectors", "adapters"})
    void refusesWhatTheEngineCannotTake(ModelFile model, String field, String reason) throws Exception {
        Path file = model.write(folder.resolve("model.gguf"));

        GgufException refusal = catchThrowableOfType(GgufException.class, () -> validator.validate(file));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).contains(field);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal).hasMessage("model.gguf: " + refusal.field() + ": " + refusal.reason());
        assertThat(refusal.remedy()).endsWith(".");
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of(ModelFile.llama(), ModelKind.CHAT),
                Arguments.of(ModelFile.llama().remove("tokenizer.chat_template"), ModelKind.TEXT),
                Arguments.of(ModelFile.llama().set("llama.pooling_type", u32(1)), ModelKind.EMBEDDING),
                Arguments.of(ModelFile.llama().set("llama.pooling_type", u32(4)), ModelKind.RERANKER),
                Arguments.of(ModelFile.llama().removeTensors(), ModelKind.VOCABULARY),
                Arguments.of(ModelFile.adapter(), ModelKind.ADAPTER),
                Arguments.of(ModelFile.projector(), ModelKind.PROJECTOR),
                Arguments.of(
                        ModelFile.llama().set("llama.attention.head_count_kv", GgufArray.ofInts(2, 4)), ModelKind.CHAT),
                Arguments.of(
                        ModelFile.llama().set("tokenizer.ggml.scores", GgufArray.ofInts(new int[10])), ModelKind.CHAT));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void acceptsSoundFilesAndTellsTheirKind(ModelFile model, ModelKind kind) throws Exception {
        GgufReport report = validator.validate(model.write(folder.resolve("model.gguf")));

        assertThat(report.summary().kind()).isEqualTo(kind);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void acceptsTheStarterModelWithoutWarnings() throws Exception {
        GgufReport report = validator.validate(STARTER);

        assertThat(report.warnings()).isEmpty();
        assertThat(report.summary().kind()).isEqualTo(ModelKind.CHAT);
    }

    @Test
    void toleratesWhatTheEngineRepairsAndWarns() throws Exception {
        ModelFile model = ModelFile.llama()
                .set("tokenizer.ggml.padding_token_id", u32(0xFFFF_FFFFL))
                .set("tokenizer.ggml.scores", GgufArray.ofFloats(new float[12]));

        GgufReport report = validator.validate(model.write(folder.resolve("model.gguf")));

        assertThat(report.warnings())
                .extracting(GgufWarning::toString)
                .containsExactlyInAnyOrder(
                        "metadata key tokenizer.ggml.scores: 12 elements for 10 tokens",
                        "metadata key tokenizer.ggml.padding_token_id: 4294967295 is outside the vocabulary and will be ignored");
    }

    @Test
    void allowsLayersWithoutHeadsOnlyToArchitecturesThatHaveThem() throws Exception {
        ModelFile recurrent = ModelFile.llama();
        for (String key : List.of("context_length", "embedding_length", "block_count", "feed_forward_length")) {
            recurrent.set("mamba." + key, u32(key.equals("block_count") ? 2 : 32));
        }
        recurrent.set("general.architecture", text("mamba")).set("mamba.attention.head_count", u32(0));

        GgufReport report = validator.validate(recurrent.write(folder.resolve("model.gguf")));

        assertThat(report.file().architecture()).isEqualTo("mamba");
    }

    @Test
    void tellsWhetherAnAdapterFitsAModel() throws Exception {
        GgufReport base = validator.validate(ModelFile.llama().write(folder.resolve("base.gguf")));
        GgufReport adapter = validator.validate(ModelFile.adapter().write(folder.resolve("adapter.gguf")));
        GgufReport foreign = validator.validate(ModelFile.adapter()
                .tensor("blk.7.attn_q.weight.lora_a", 32, 4)
                .tensor("blk.7.attn_q.weight.lora_b", 4, 32)
                .write(folder.resolve("foreign.gguf")));
        GgufReport wide = validator.validate(
                ModelFile.adapter().tensor("blk.0.attn_q.weight.lora_a", 64, 4).write(folder.resolve("wide.gguf")));

        validator.requireFits(adapter, base);
        GgufException missing = catchThrowableOfType(GgufException.class, () -> validator.requireFits(foreign, base));
        GgufException shape = catchThrowableOfType(GgufException.class, () -> validator.requireFits(wide, base));
        GgufException swapped = catchThrowableOfType(GgufException.class, () -> validator.requireFits(base, adapter));

        assertThat(missing)
                .hasMessage("foreign.gguf: tensor blk.7.attn_q.weight: changed by the adapter, but not in the model");
        assertThat(shape.reason()).contains("32 x 32 in the model, but the adapter has 64 x 4 and 4 x 32");
        assertThat(swapped).hasMessage("base.gguf: not an adapter");
    }
}
