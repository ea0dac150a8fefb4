package studio.athanor.engines.llama.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.engines.ggml.GgmlRuntime;
import studio.athanor.engines.ggml.RuntimeFolder;
import studio.athanor.engines.spi.EngineException.RuntimeUnavailable;

/** A field that lay elsewhere would show another field's default. */
class StructsTest {

    private static GgmlRuntime runtime;
    private static Libllama libllama;

    @BeforeAll
    static void bind() throws Exception {
        runtime = GgmlRuntime.load(RuntimeFolder.find(Path.of(System.getProperty("athanor.ggml.folder"))));
        libllama = Libllama.bind(runtime);
    }

    @Test
    void readsEveryDefaultOfTheModelParams() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = libllama.models().defaultParams(arena);
            StructLayout struct = Structs.MODEL_PARAMS;

            assertThat(struct.byteSize()).isEqualTo(80);
            assertThat(address(struct, params, "devices")).isZero();
            assertThat(number(struct, params, "n_gpu_layers")).isEqualTo(-1);
            assertThat(number(struct, params, "split_mode")).isEqualTo(1);
            assertThat(number(struct, params, "load_mode")).isEqualTo(-1);
            assertThat(number(struct, params, "lazy_mode")).isEqualTo(1);
            assertThat(number(struct, params, "main_gpu")).isZero();
            assertThat(address(struct, params, "tensor_split")).isZero();
            assertThat(address(struct, params, "progress_callback")).isZero();
            assertThat(address(struct, params, "kv_overrides")).isZero();
            assertThat(truth(struct, params, "vocab_only")).isFalse();
            assertThat(truth(struct, params, "check_tensors")).isFalse();
            assertThat(truth(struct, params, "use_extra_bufts")).isTrue();
            assertThat(truth(struct, params, "no_host")).isFalse();
            assertThat(truth(struct, params, "no_alloc")).isFalse();
            assertThat(truth(struct, params, "load_mtp")).isFalse();
        }
    }

    @Test
    void readsEveryDefaultOfTheContextParams() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = libllama.contexts().defaultParams(arena);
            StructLayout struct = Structs.CONTEXT_PARAMS;

            assertThat(struct.byteSize()).isEqualTo(160);
            assertThat(number(struct, params, "n_ctx")).isEqualTo(512);
            assertThat(number(struct, params, "n_batch")).isEqualTo(2048);
            assertThat(number(struct, params, "n_ubatch")).isEqualTo(512);
            assertThat(number(struct, params, "n_seq_max")).isEqualTo(1);
            assertThat(number(struct, params, "n_rs_seq")).isZero();
            assertThat(number(struct, params, "n_outputs_max")).isZero();
            assertThat(number(struct, params, "n_outputs_max_per_seq")).isEqualTo(1);
            assertThat(number(struct, params, "n_threads")).isEqualTo(4);
            assertThat(number(struct, params, "n_threads_batch")).isEqualTo(4);
            assertThat(number(struct, params, "ctx_type")).isZero();
            assertThat(number(struct, params, "rope_scaling_type")).isEqualTo(-1);
            assertThat(number(struct, params, "pooling_type")).isEqualTo(-1);
            assertThat(number(struct, params, "attention_type")).isEqualTo(-1);
            assertThat(number(struct, params, "flash_attn_type")).isEqualTo(-1);
            assertThat(real(struct, params, "rope_freq_base")).isZero();
            assertThat(real(struct, params, "yarn_ext_factor")).isEqualTo(-1);
            assertThat(real(struct, params, "yarn_beta_slow")).isEqualTo(-1);
            assertThat(number(struct, params, "yarn_orig_ctx")).isZero();
            assertThat(real(struct, params, "defrag_thold")).isEqualTo(-1);
            assertThat(address(struct, params, "cb_eval")).isZero();
            assertThat(number(struct, params, "type_k")).isEqualTo(1);
            assertThat(number(struct, params, "type_v")).isEqualTo(1);
            assertThat(address(struct, params, "abort_callback")).isZero();
            assertThat(truth(struct, params, "embeddings")).isFalse();
            assertThat(truth(struct, params, "offload_kqv")).isTrue();
            assertThat(truth(struct, params, "no_perf")).isTrue();
            assertThat(truth(struct, params, "op_offload")).isTrue();
            assertThat(truth(struct, params, "swa_full")).isTrue();
            assertThat(truth(struct, params, "kv_unified")).isFalse();
            assertThat(address(struct, params, "samplers")).isZero();
            assertThat(params.get(JAVA_LONG, Structs.offset(struct, "n_samplers")))
                    .isZero();
            assertThat(address(struct, params, "ctx_other")).isZero();
        }
    }

    @Test
    void laysOutTheOtherStructsAsTheHeaderDoes() {
        assertThat(Structs.BATCH.byteSize()).isEqualTo(56);
        assertThat(Structs.offset(Structs.BATCH, "logits")).isEqualTo(48);
        assertThat(Structs.TOKEN_DATA.byteSize()).isEqualTo(12);
        assertThat(Structs.TOKEN_DATA_ARRAY.byteSize()).isEqualTo(32);
        assertThat(Structs.offset(Structs.TOKEN_DATA_ARRAY, "sorted")).isEqualTo(24);
        assertThat(Structs.LOGIT_BIAS.byteSize()).isEqualTo(8);
        assertThat(Structs.SAMPLER_CHAIN_PARAMS.byteSize()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.4.9", "0.6.0", "0.50.0", "1.0.0-dev", "b4567"})
    void refusesVersionsItDoesNotKnow(String version) {
        assertThatThrownBy(() -> Libllama.requireKnown(version, runtime.llama()))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("this engine knows 0.5.x")
                .hasMessageContaining(String.valueOf(runtime.llama().file()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5.0", "0.5.0-dev", "0.5.12"})
    void takesTheVersionsItKnows(String version) throws Exception {
        Libllama.requireKnown(version, runtime.llama());

        assertThat(libllama.version()).startsWith("0.5.");
    }

    private static int number(StructLayout struct, MemorySegment params, String field) {
        return params.get(JAVA_INT, Structs.offset(struct, field));
    }

    private static float real(StructLayout struct, MemorySegment params, String field) {
        return params.get(JAVA_FLOAT, Structs.offset(struct, field));
    }

    private static boolean truth(StructLayout struct, MemorySegment params, String field) {
        return params.get(JAVA_BOOLEAN, Structs.offset(struct, field));
    }

    private static long address(StructLayout struct, MemorySegment params, String field) {
        return params.get(ADDRESS, Structs.offset(struct, field)).address();
    }
}
