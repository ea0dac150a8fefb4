package studio.athanor.cli.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.SourceStatus;
import studio.athanor.gpumonitor.SourceStatus.State;
import studio.athanor.gpumonitor.health.HealthExamination;
import studio.athanor.gpumonitor.health.MemoryBooks;
import studio.athanor.gpumonitor.reading.HostMemory;

class BoardTextTest {

    @TempDir
    private Path folder;

    @Test
    void saysThatThereIsNoCardOnlyWhenAllSourcesHaveLooked() {
        assertThat(text(status(State.OPENING, "", "")))
                .contains("Looking for graphics cards")
                .doesNotContain("No graphics card was found");
        assertThat(text(status(State.NOT_PRESENT, "", "no such driver"))).contains("No graphics card was found");
    }

    @Test
    void saysOnceWhyASourceFailed() {
        assertThat(text(status(State.FAILED, "NVML-18", "The driver and its library do not match.")))
                .containsOnlyOnce("The driver and its library do not match.");
    }

    private static SourceStatus status(State state, String code, String message) {
        return new SourceStatus("NVML", state, code, message, "Restart the computer.", Optional.empty());
    }

    private String text(SourceStatus source) {
        BoardReading board = new BoardReading(Instant.EPOCH, List.of(), HostMemory.NONE, List.of(source));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeviceBandwidths bandwidths =
                new DeviceBandwidths(folder.resolve("bandwidths.json"), InstantSource.system())) {
            BoardText.print(
                    board,
                    bandwidths,
                    HealthExamination.examine(board, _ -> Optional.empty(), MemoryBooks.EMPTY),
                    List.of(),
                    new PrintStream(bytes, true, StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
