package studio.athanor.data.documents.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExtractorProcessTest {

    @TempDir
    private Path folder;

    /** A reader that never answers. */
    static final class FakeHangingMain {
        private FakeHangingMain() {}

        public static void main(String[] arguments) throws Exception {
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    /** A reader that dies of a document. */
    static final class FakeDyingMain {
        private FakeDyingMain() {}

        public static void main(String[] arguments) throws Exception {
            int _ = System.in.read();
            Runtime.getRuntime().halt(134);
        }
    }

    @Test
    void givesUpOnADocumentThatTakesTooLong() {
        try (ExtractorProcess process = new ExtractorProcess(Duration.ofSeconds(2), FakeHangingMain.class.getName())) {
            assertThatThrownBy(() -> process.read(folder.resolve("a.txt")))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("longer than 2 seconds");
        }
    }

    @Test
    void tellsThatADocumentEndedTheProcess() {
        try (ExtractorProcess process = new ExtractorProcess(Duration.ofSeconds(30), FakeDyingMain.class.getName())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> process.read(folder.resolve("a.txt")))
                        .isInstanceOf(Unreadable.class)
                        .hasMessageContaining("ended the process");
            }
        }
    }

    @Test
    void readsADocumentWhoseNameIsNotAscii() throws Exception {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode("Öfen"),
                "this machine has no such names");
        Path file = Files.writeString(folder.resolve("Öfen.txt"), "One.\n\nTwo.");
        try (ExtractorProcess process = new ExtractorProcess(Duration.ofSeconds(30))) {
            assertThat(process.read(file).blocks()).hasSize(2);
        }
    }

    @Test
    void tellsThatANameCannotBeRead() {
        assertThat(ExtractorMain.answer("a\0.txt")).contains("unreadable", "Rename it");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file there has such a name")
    void refusesANameOfTwoLinesAndGoesOnWithTheNext() throws Exception {
        Path twoLines = Files.writeString(folder.resolve("a\n.txt"), "Of two lines.");
        Path file = Files.writeString(folder.resolve("b.txt"), "One.\n\nTwo.");
        try (ExtractorProcess process = new ExtractorProcess(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> process.read(twoLines))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("line break");
            assertThat(process.read(file).blocks()).hasSize(2);
        }
    }

    @Test
    void readsOneAfterAnother() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "One.\n\nTwo.");
        try (ExtractorProcess process = new ExtractorProcess(Duration.ofSeconds(30))) {
            for (int i = 0; i < 3; i++) {
                assertThat(process.read(file).blocks()).hasSize(2);
            }
        }
    }
}
