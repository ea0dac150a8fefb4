package studio.athanor.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.core.testkit.TestStudio.await;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.chat.Conversation;
import studio.athanor.core.settings.AppearanceSettings;
import studio.athanor.core.testkit.TestStudio;

@Timeout(120)
class StudioTest {

    @TempDir
    private Path home;

    private Studio open() throws StudioException {
        return Studio.open(TestStudio.installation(), home, InstantSource.system());
    }

    @Test
    void opensAndClosesWithoutStartingAnything() throws StudioException {
        try (Studio studio = open()) {
            studio.openChats();
            assertThat(ProcessHandle.current().children()).isEmpty();
            assertThat(studio.jobs().running()).isEmpty();
            assertThat(studio.sessions().sessions()).isEmpty();
            assertThat(studio.presets().all()).hasSize(4);
            assertThat(studio.chats()).isPresent();
        }
    }

    @Test
    void letsOneStudioAtATimeKeepConversations() throws StudioException {
        try (Studio first = open();
                Studio second = open()) {
            first.openChats();
            assertThat(second.library().starter()).isPresent();
            assertThat(second.settings().get(AppearanceSettings.SECTION)).isNotNull();
            assertThatThrownBy(second::openChats)
                    .isInstanceOf(StudioException.HomeInUse.class)
                    .hasMessageContaining("Another Athanor")
                    .hasMessageContaining(home.toString());
        }
        try (Studio third = open()) {
            assertThat(third.openChats().store().count()).isZero();
        }
    }

    private Conversation conversation(Studio studio, String title) throws StudioException {
        Conversation made = await(studio.openChats().store().create(ChatSettings.defaults()));
        await(studio.openChats().store().rename(made.id(), title));
        return made;
    }

    private Path database() {
        return home.resolve("db").resolve("athanor.db");
    }

    private void garble() throws Exception {
        try (RandomAccessFile raw = new RandomAccessFile(database().toFile(), "rw")) {
            raw.write(new byte[200]);
        }
    }

    @Test
    void restoresABackupOfADamagedDatabase() throws Exception {
        try (Studio studio = open()) {
            var _ = conversation(studio, "Kept");
        }
        // the first opening made the backup of an empty database; a second one of today is not due
        Path backups = home.resolve("db").resolve("backups");
        try (var files = Files.list(backups)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (Studio studio = open()) {
            assertThat(studio.openChats().store().count()).isEqualTo(1);
        }
        garble();
        try (Studio studio = open()) {
            assertThatThrownBy(studio::openChats).isInstanceOf(StudioException.StoreDamaged.class);
            StoreRecovery recovery = studio.recovery();
            assertThat(recovery.backups()).hasSize(1);
            recovery.restore(recovery.backups().getFirst());
            assertThat(studio.openChats().store().list(0, 5))
                    .singleElement()
                    .satisfies(summary -> assertThat(summary.title()).isEqualTo("Kept"));
        }
        try (var files = Files.list(home.resolve("db"))) {
            assertThat(files).anyMatch(file -> file.getFileName().toString().startsWith("athanor-damaged-"));
        }
    }

    @Test
    void savesWhatIsReadableAndBeginsAnew() throws Exception {
        Conversation made;
        try (Studio studio = open()) {
            made = conversation(studio, "Readable");
        }
        Path export = home.resolve("rescued.json");
        try (Studio studio = open()) {
            assertThat(studio.recovery().exportReadable(export)).isEqualTo(1);
            Path aside = studio.recovery().startFresh();
            assertThat(aside).isRegularFile();
            assertThat(studio.openChats().store().count()).isZero();
            assertThat(studio.openChats().files().importJson(export).imported()).containsExactly(made.id());
        }
    }
}
