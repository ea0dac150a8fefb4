package studio.athanor.engines.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;

class LoadOptionsTest {

    /** Every value unlike the others of its type, as far as there are so many. */
    private static final LoadOptions OPTIONS = new LoadOptions(
            OptionalInt.of(1),
            2,
            OptionalInt.of(3),
            OptionalInt.of(4),
            CacheType.Q8_0,
            CacheType.Q4_0,
            FlashAttention.ON,
            OptionalInt.of(5),
            OptionalInt.of(6),
            List.of(new LoadOptions.LoraAdapter("a.gguf", 0.5f, Optional.of("a"))),
            false,
            true,
            false);

    @Test
    void changesNothingElse() {
        assertOnlyChanged(OPTIONS.withContextTokens(9), "contextTokens");
        assertOnlyChanged(OPTIONS.withMicroBatchTokens(9), "microBatchTokens");
        assertOnlyChanged(OPTIONS.withCacheTypes(CacheType.F16, CacheType.F32), "keyType", "valueType");
        assertOnlyChanged(OPTIONS.withParallelSequences(9), "parallelSequences");
        assertOnlyChanged(OPTIONS.withThreads(9), "threads", "batchThreads");
        assertOnlyChanged(OPTIONS.forEmbeddings(), "embeddings");
        assertOnlyChanged(OPTIONS.forBatchInvariance(), "batchInvariant");
    }

    @Test
    void takesTheNewValues() {
        assertThat(OPTIONS.withContextTokens(9).contextTokens()).hasValue(9);
        assertThat(OPTIONS.withMicroBatchTokens(9).microBatchTokens()).hasValue(9);
        assertThat(OPTIONS.withCacheTypes(CacheType.F16, CacheType.F32))
                .extracting(LoadOptions::keyType, LoadOptions::valueType)
                .containsExactly(CacheType.F16, CacheType.F32);
        assertThat(OPTIONS.withParallelSequences(9).parallelSequences()).isEqualTo(9);
        assertThat(OPTIONS.withThreads(9))
                .extracting(LoadOptions::threads, LoadOptions::batchThreads)
                .containsExactly(OptionalInt.of(9), OptionalInt.of(9));
        assertThat(OPTIONS.forEmbeddings().embeddings()).isTrue();
        assertThat(OPTIONS.forBatchInvariance().batchInvariant()).isTrue();
    }

    private static void assertOnlyChanged(LoadOptions changed, String... fields) {
        assertThat(changed).usingRecursiveComparison().ignoringFields(fields).isEqualTo(OPTIONS);
    }
}
