package studio.athanor.gpumonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.athanor.gpumonitor.testkit.FakeNvml.ALL;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.gpumonitor.health.HealthExamination;
import studio.athanor.gpumonitor.health.HealthFinding;
import studio.athanor.gpumonitor.health.MemoryBooks;
import studio.athanor.gpumonitor.nvml.NvmlSource;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.testkit.FakeHostMemory;
import studio.athanor.gpumonitor.testkit.FakeNvml;
import studio.athanor.gpumonitor.testkit.KernelTree;

class DriverReloadTest {

    private static final Duration PAUSE = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    @Test
    void findsTheCardsOfADriverThatIsLoadedLaterAndThenReloaded() throws Exception {
        FakeNvml nvml = FakeNvml.compile(folder)
                .set("devices", ALL, 2)
                .set("used", ALL, 0)
                .set("init", ALL, 9);
        try (DeviceSampler sampler = sampler(nvml)) {
            BoardReading unloaded = next(sampler, board -> state(board) == SourceStatus.State.FAILED);
            assertThat(findings(sampler, unloaded)).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("NVML-9");
                assertThat(finding.remedy()).contains("tries again by itself");
            });

            nvml.set("init", ALL, 0);
            next(sampler, board -> states(board).equals(List.of(DeviceState.OK, DeviceState.OK)));

            nvml.set("device", ALL, 999).set("init", ALL, 9);
            BoardReading reloading = next(sampler, board -> state(board) == SourceStatus.State.FAILED);
            assertThat(states(reloading)).containsExactly(DeviceState.UNREADABLE, DeviceState.UNREADABLE);

            nvml.set("devices", ALL, 1).set("device", ALL, 0).set("init", ALL, 0);
            BoardReading fewer = next(sampler, board -> state(board) == SourceStatus.State.WORKING);
            assertThat(states(fewer)).containsExactly(DeviceState.OK, DeviceState.LOST);
            assertThat(findings(sampler, fewer)).extracting(HealthFinding::code).containsExactly("GPU-LOST");

            nvml.set("devices", ALL, 2);
            next(sampler, board -> states(board).equals(List.of(DeviceState.OK, DeviceState.OK)));
        }
    }

    private DeviceSampler sampler(FakeNvml nvml) {
        NvmlSource source = new NvmlSource(
                List.of(nvml.library()),
                new FakeHostMemory(1, 1),
                new KernelTree(folder.resolve("tree")).folders(),
                Duration.ofMillis(10),
                Duration.ZERO);
        return new DeviceSampler(
                List.of(source),
                new FakeHostMemory(1, 1),
                InstantSource.system(),
                () -> new RetryPause(PAUSE, PAUSE),
                Duration.ofMinutes(1));
    }

    private static BoardReading next(DeviceSampler sampler, Predicate<BoardReading> wanted) throws Exception {
        for (long end = System.nanoTime() + 15_000_000_000L; System.nanoTime() < end; ) {
            BoardReading board = sampler.lookOnce(Duration.ofSeconds(5));
            if (wanted.test(board)) {
                return board;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("No such reading came.");
    }

    private static List<HealthFinding> findings(DeviceSampler sampler, BoardReading board) {
        return HealthExamination.examine(board, sampler::history, MemoryBooks.EMPTY);
    }

    private static SourceStatus.State state(BoardReading board) {
        return board.sources().getFirst().state();
    }

    private static List<DeviceState> states(BoardReading board) {
        return board.devices().stream().map(device -> device.reading().state()).toList();
    }
}
