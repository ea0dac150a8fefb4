package studio.athanor.desktop.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.testkit.FakeModels;

class ModelWordsTest {

    @Test
    void writesBytesInPowersOfAThousand() {
        assertThat(Amounts.bytes(999)).isEqualTo("999 B");
        assertThat(Amounts.bytes(1_000)).isEqualTo("1.0 kB");
        assertThat(Amounts.bytes(2_500_000_000L)).isEqualTo("2.5 GB");
        assertThat(Amounts.bytes(99_960_000L)).isEqualTo("100 MB");
        assertThat(Amounts.bytes(999_960_000L)).isEqualTo("1.0 GB");
        assertThat(Amounts.count(4_020_000_000L)).isEqualTo("4.0 B");
        assertThat(Amounts.whole(8_192)).isEqualTo("8,192");
    }

    @Test
    void saysWhetherAModelFitsTheMemoryThatIsFree() {
        assertThat(Fit.of(1_000_000_000L, OptionalLong.of(8_000_000_000L))).isEqualTo(Fit.FITS);
        assertThat(Fit.of(6_000_000_000L, OptionalLong.of(8_000_000_000L))).isEqualTo(Fit.TIGHT);
        assertThat(Fit.of(8_000_000_000L, OptionalLong.of(8_000_000_000L))).isEqualTo(Fit.NO);
        assertThat(Fit.of(1, OptionalLong.empty())).isEqualTo(Fit.UNKNOWN);
    }

    @Test
    void readsAvailableMemoryAsLinuxReportsIt() {
        assertThat(HostMemory.parse(List.of("MemTotal: 16314428 kB", "MemAvailable:   12345678 kB")))
                .hasValue(12_345_678L * 1_024);
        assertThat(HostMemory.parse(List.of("MemTotal: 16314428 kB"))).isEmpty();
        assertThat(HostMemory.parse(List.of("MemAvailable: unknown"))).isEmpty();
    }

    @Test
    void findsAModelByWordsInAnyOrder() {
        ModelRow row = new ModelRow(FakeModels.added("qwen3-4b-instruct", 1), Optional.empty(), Fit.FITS, false);
        assertThat(row.matches("instruct qwen")).isTrue();
        assertThat(row.matches("  ")).isTrue();
        assertThat(row.matches("q4_k llama")).isTrue();
        assertThat(row.matches("gemma")).isFalse();
    }
}
