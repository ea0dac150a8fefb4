package studio.athanor.gpumonitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import studio.athanor.gpumonitor.health.HealthExamination;
import studio.athanor.gpumonitor.health.MemoryBooks;

class DeviceSourcesTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void looksAtThisMachineWhateverItHas() throws Exception {
        try (DeviceSampler sampler = DeviceSources.sampler()) {
            BoardReading board = sampler.lookOnce(Duration.ofSeconds(20));

            assertThat(board.isSettled()).isTrue();
            assertThat(board.sources()).extracting(SourceStatus::source).containsExactly("NVML", "Linux kernel");
            assertThat(board.host().totalBytes().orElse(0)).isGreaterThan(1 << 28);
            assertThat(board.host().studioBytes().orElse(0)).isGreaterThan(1 << 20);
            assertThat(HealthExamination.examine(board, sampler::history, MemoryBooks.EMPTY))
                    .allSatisfy(finding -> assertThat(finding.sentence()).isNotBlank());
        }
    }
}
