package studio.athanor.gpumonitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFileTest {

    @TempDir
    private Path folder;

    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicInteger openings = new AtomicInteger();
    private Path path = Path.of("temp1_input");

    @BeforeEach
    void plant() throws IOException {
        path = folder.resolve("temp1_input");
        Files.writeString(path, "54000\n");
    }

    /** The words are those of ENODATA, EBUSY, EINVAL, EACCES, EIO and ENODEV. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "No data available",
                "Device or resource busy",
                "Invalid argument",
                "Permission denied",
                "Input/output error",
                "No such device"
            })
    void hasNoValueWhileReadingFailsAndHasOneAgainAfterwards(String error) {
        try (KernelFile file = new KernelFile(path, each -> new FailingReads(each, error))) {
            assertThat(file.number()).hasValue(54000);

            failing.set(true);
            assertThat(file.number()).isEmpty();
            assertThat(file.bytes()).isEmpty();
            assertThat(file.text()).isEmpty();
            failing.set(false);

            assertThat(file.number()).hasValue(54000);
        }
    }

    @Test
    void asksAgainForAFileThatCouldNotBeOpenedForWantOfHandles() {
        failing.set(true);
        try (KernelFile file = new KernelFile(path, this::open)) {
            assertThat(file.number()).isEmpty();

            failing.set(false);

            assertThat(file.number()).hasValue(54000);
        }
    }

    @Test
    void asksOnceForAFileThatIsNotThere() throws Exception {
        Files.delete(path);
        try (KernelFile file = new KernelFile(path, this::open)) {
            assertThat(file.number()).isEmpty();
            assertThat(file.number()).isEmpty();

            assertThat(openings).hasValue(1);
        }
    }

    private RandomAccessFile open(File file) throws IOException {
        openings.incrementAndGet();
        if (failing.get()) {
            throw new FileNotFoundException(file + " (Too many open files)");
        }
        return new RandomAccessFile(file, "r");
    }

    private final class FailingReads extends RandomAccessFile {

        private final String error;

        FailingReads(File file, String error) throws IOException {
            super(file, "r");
            this.error = error;
        }

        @Override
        public int read(byte[] target) throws IOException {
            if (failing.get()) {
                throw new IOException(error);
            }
            return super.read(target);
        }
    }
}
