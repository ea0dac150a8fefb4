package studio.athanor.gpumonitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class KernelJournalTest {

    private static final String XID = "NVRM: Xid (PCI:0000:01:00): 79, GPU has fallen off the bus.";

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.ofEpochSecond(1767268800);

    @Test
    void readsALine() {
        assertThat(KernelJournal.parse("1767268799.000123 host kernel: " + XID))
                .contains(new KernelLog.Message(Instant.ofEpochSecond(1767268799, 123_000), XID));
        assertThat(KernelJournal.parse("-- Boot 0123456789abcdef --")).isEmpty();
        assertThat(KernelJournal.parse("1767268799.000123 host sshd[7]: kernel: no"))
                .isEmpty();
    }

    @Test
    void asksForTheLastHourAndThenForWhatCameSince() throws Exception {
        Path asked = folder.resolve("asked");
        Path journal = folder.resolve("journal");
        Files.writeString(journal, "1767268000.000001 host kernel: one\n1767268799.000002 host kernel: two\n");
        try (KernelJournal log = new KernelJournal(program("echo $1 >> " + asked + "; cat " + journal), () -> now)) {
            assertThat(await(log, 2)).extracting(KernelLog.Message::text).containsExactly("one", "two");

            Files.writeString(journal, "1767268799.000002 host kernel: two\n1767268805.000000 host kernel: three\n");
            assertThat(log.news()).as("it is not asked again at once").isEmpty();
            now = now.plusSeconds(31);
            assertThat(await(log, 1)).extracting(KernelLog.Message::text).containsExactly("three");
        }

        assertThat(Files.readAllLines(asked)).containsExactly("--since=@1767265200", "--since=@1767268799");
    }

    @Test
    void hasNothingWhereTheProgramIsMissing() {
        try (KernelJournal log =
                new KernelJournal(List.of(folder.resolve("none").toString()), () -> now)) {
            assertThat(log.news()).isEmpty();
            now = now.plusSeconds(31);
            assertThat(log.news()).isEmpty();
        }
    }

    private List<String> program(String script) throws Exception {
        return List.of(
                "sh", Files.writeString(folder.resolve("program"), script).toString());
    }

    private static List<KernelLog.Message> await(KernelLog log, int count) throws InterruptedException {
        List<KernelLog.Message> news = new ArrayList<>();
        for (long end = System.nanoTime() + 10_000_000_000L; news.size() < count && System.nanoTime() < end; ) {
            news.addAll(log.news());
            Thread.sleep(5);
        }
        return news;
    }
}
