package studio.athanor.gpumonitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.gpumonitor.testkit.KernelTree;

@EnabledOnOs(OS.LINUX)
class KernelLogTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void tellsWhenTheMessagesOfTheLastHourWereLogged() {
        KernelTree tree = new KernelTree(folder)
                .log("6,1,1399000000,-;too old", "6,2,1401000000,-;old", "6,3,4999000000,c;new; with a semicolon");
        try (KernelLog log = open(tree, 5000)) {
            assertThat(log.news())
                    .containsExactly(
                            new KernelLog.Message(NOW.minusSeconds(3599), "old"),
                            new KernelLog.Message(NOW.minusSeconds(1), "new; with a semicolon"));
            assertThat(log.news()).isEmpty();

            tree.log("6,4,1,-;whatever its time");
            assertThat(log.news()).containsExactly(new KernelLog.Message(NOW, "whatever its time"));
        }
    }

    @Test
    void leavesOutWhatProgramsWroteAndWhatIsNoRecord() {
        KernelTree tree = new KernelTree(folder)
                .log(
                        "14,1,9000000,-;from a program",
                        " SUBSYSTEM=pci",
                        "",
                        "nonsense",
                        "3,2,9000000,-,caller=T1;kernel");
        try (KernelLog log = open(tree, 10)) {
            assertThat(log.news()).extracting(KernelLog.Message::text).containsExactly("kernel");
        }
    }

    @Test
    void readsALogThatIsLongerThanItsBuffer() {
        KernelTree tree = new KernelTree(folder);
        for (int i = 0; i < 500; i++) {
            tree.log("6," + i + ",9000000,-;" + "x".repeat(100) + i);
        }
        try (KernelLog log = open(tree, 10)) {
            List<KernelLog.Message> news = log.news();
            assertThat(news).hasSize(500);
            assertThat(news.getLast().text()).endsWith("x499");
        }
    }

    @Test
    void isAbsentWhereThereIsNone() {
        assertThat(KernelLog.open(new KernelTree(folder).folders(), () -> NOW)).isEmpty();
    }

    @Test
    @Timeout(30)
    void doesNotWaitForTheRealLog() {
        Optional<KernelLog> real = KernelLog.open(SystemFolders.ofThisMachine(), () -> NOW);
        Assumptions.assumeTrue(real.isPresent(), "This user may not read /dev/kmsg.");
        try (KernelLog log = real.orElseThrow()) {
            assertThat(log.news())
                    .allSatisfy(message -> assertThat(message.at()).isBeforeOrEqualTo(NOW));
            log.news();
        }
    }

    @Test
    void isTheJournalWhereOnlyThatMayBeRead() throws Exception {
        KernelTree tree = new KernelTree(folder);
        Path machine = Files.createDirectories(
                tree.folders().journals().getFirst().resolve("0123456789abcdef0123456789abcdef"));
        Files.writeString(machine.resolve("system.journal"), "LPKSHHRH");

        try (KernelLog log = KernelLog.open(tree.folders(), () -> NOW).orElseThrow()) {
            assertThat(log).isInstanceOf(KernelJournal.class);
        }
    }

    @Test
    void countsTheTimeThatTheMachineWasAwake() {
        long before = System.nanoTime();
        long awake = new SystemCalls().awakeMicros();
        long after = System.nanoTime();

        assertThat(awake)
                .as("the Java machine's own clock counts so on this system")
                .isBetween(before / 1000, after / 1000);
    }

    private static KernelLog open(KernelTree tree, long awakeSeconds) {
        return KernelRing.open(tree.folders(), () -> NOW, () -> awakeSeconds * 1_000_000)
                .orElseThrow();
    }
}
