package studio.athanor.gpumonitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.reading.HostMemory;

class SpeedChecksTest {

    private static final String KEY = "pci:0000:01:00.0";

    @ParameterizedTest
    @CsvSource({"860, ", "850, ", "849, WARNING", "600, WARNING", "599, FAILURE", "1, FAILURE"})
    void comparesWithTheBestMeasurement(double gigabytes, @Nullable Severity severity) {
        List<HealthFinding> findings =
                SpeedChecks.examine(List.of(new MeasuredSpeed(Optional.of(KEY), "RTX 3090", gigabytes * 1e9, 1000e9)));

        assertThat(findings)
                .extracting(HealthFinding::severity)
                .containsExactlyElementsOf(
                        Optional.ofNullable(severity).stream().toList());
    }

    @Test
    void saysHowSlowAndWhatToDo() {
        MeasuredSpeed card = new MeasuredSpeed(Optional.of(KEY), "RTX 3090", 400e9, 800e9);
        MeasuredSpeed processor = new MeasuredSpeed(Optional.empty(), "Ryzen", 30e9, 40e9);
        BoardReading board = new BoardReading(
                Instant.EPOCH,
                List.of(),
                new HostMemory(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                List.of());

        List<HealthFinding> findings =
                HealthExamination.examine(board, key -> Optional.empty(), MemoryBooks.EMPTY, List.of(processor, card));

        assertThat(findings).hasSize(2);
        assertThat(findings.getFirst()).satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("SLOW-MEMORY");
            assertThat(finding.deviceKey()).contains(KEY);
            assertThat(finding.sentence())
                    .isEqualTo("RTX 3090 read its memory at 400.0 GB/s, 50 % of the 800.0 GB/s that it once reached.");
            assertThat(finding.remedy()).contains("power limit");
        });
        assertThat(findings.getLast()).satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.deviceKey()).isEmpty();
            assertThat(finding.remedy()).contains("memory modules");
        });
    }
}
