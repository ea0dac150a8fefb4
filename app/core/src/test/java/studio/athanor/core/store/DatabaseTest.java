package studio.athanor.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.core.testkit.TestStudio.await;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.core.StudioException;
import studio.athanor.core.testkit.FakeClock;

@Timeout(120)
class DatabaseTest {

    private static final InstantSource CLOCK = InstantSource.system();

    /** The version whose tables have an index of words, which the program fills itself. */
    private static final int SEARCH_CAME = 2;

    @TempDir
    private Path folder;

    private Database open() throws StudioException {
        return Database.open(new StoreFiles(folder), CLOCK);
    }

    private Path file() {
        return folder.resolve("athanor.db");
    }

    private static void insert(Database database, String id) throws StudioException {
        await(database.change(connection -> Sql.update(
                connection,
                "INSERT INTO conversation (id, title, created_at, updated_at, activity, settings)"
                        + " VALUES (?, ?, 0, 0, 0, '{}') ON CONFLICT (id) DO NOTHING",
                id,
                "title " + id)));
    }

    private static long count(Database database) throws StudioException {
        return database.read(connection ->
                Sql.number(connection, "SELECT count(*) FROM conversation").orElse(-1L));
    }

    @Test
    void opensWithTheSettingsThatKeepCommits() throws StudioException {
        try (Database database = open()) {
            await(database.change(connection -> {
                assertThat(SqliteFile.text(connection, "PRAGMA journal_mode")).isEqualTo("wal");
                assertThat(SqliteFile.number(connection, "PRAGMA synchronous")).isEqualTo(2);
                assertThat(SqliteFile.number(connection, "PRAGMA foreign_keys")).isEqualTo(1);
                assertThat(SqliteFile.number(connection, "PRAGMA trusted_schema"))
                        .isZero();
                assertThat(SqliteFile.number(connection, "PRAGMA cell_size_check"))
                        .isEqualTo(1);
                assertThat(SqliteFile.number(connection, "PRAGMA busy_timeout")).isEqualTo(5000);
            }));
            assertThatThrownBy(() -> database.read(connection -> Sql.update(connection, "DELETE FROM conversation")))
                    .isInstanceOf(StudioException.StoreFailed.class);
        }
    }

    @Test
    void keepsWhatWasCommitted() throws StudioException {
        try (Database database = open()) {
            insert(database, "a");
        }
        try (Database database = open()) {
            assertThat(count(database)).isEqualTo(1);
        }
        assertThat(folder.resolve("athanor.db.open")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "q?mode=memory", "hash#tag", "per%20cent", "ü🙂", "semi;colon&and", "quote'\""})
    void worksInFoldersWithUnusualNames(String name) throws Exception {
        folder = Files.createDirectories(folder.resolve(name));
        try (Database database = open()) {
            insert(database, "a");
        }
        assertThat(file()).isRegularFile();
        assertThat(Files.size(file())).isPositive();
    }

    @Test
    void refusesAChangeWithoutTroubleForTheNext() throws StudioException {
        try (Database database = open()) {
            assertThatThrownBy(() -> await(database.change(
                            connection -> Sql.update(connection, "INSERT INTO conversation (id) VALUES (NULL)"))))
                    .isInstanceOf(StudioException.StoreFailed.class);
            assertThatThrownBy(() -> await(database.change(connection -> {
                        Sql.update(connection, "DELETE FROM conversation");
                        throw new StudioException.NotFound("gone", "x");
                    })))
                    .isInstanceOf(StudioException.NotFound.class);
            insert(database, "after");
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void refusesChangesAfterItIsClosed() throws StudioException {
        Database database = open();
        database.close();
        assertThatThrownBy(() -> insert(database, "late")).isInstanceOf(StudioException.StoreFailed.class);
        assertThatThrownBy(() -> count(database)).isInstanceOf(StudioException.StoreFailed.class);
    }

    @Test
    void takesAnEmptyFileForDamageIfThereWasADatabase() throws Exception {
        try (Database database = open()) {
            insert(database, "a");
        }
        Files.write(file(), new byte[0]);
        assertThatThrownBy(this::open)
                .isInstanceOf(StudioException.StoreDamaged.class)
                .hasMessageContaining("is empty");
        Files.delete(file());
        assertThatThrownBy(this::open)
                .isInstanceOf(StudioException.StoreDamaged.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void tellsThatAGarbledHeaderIsDamage() throws Exception {
        try (Database database = open()) {
            insert(database, "a");
        }
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.write(new byte[100]);
        }
        assertThatThrownBy(this::open).isInstanceOf(StudioException.StoreDamaged.class);
    }

    @Test
    void tellsThatAFileOfSomethingElseIsDamage() throws Exception {
        Files.writeString(file(), "This is no database, and it is longer than a header. ".repeat(40));
        assertThatThrownBy(this::open).isInstanceOf(StudioException.StoreDamaged.class);
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws Exception {
        try (Connection connection = new SqliteFile(file()).writer()) {
            SqliteFile.run(connection, "CREATE TABLE other (x)");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StudioException.StoreFailed.class)
                .hasMessageContaining("another program");
    }

    @Test
    void checksTheFileAfterACrash() throws Exception {
        try (Database database = open()) {
            for (int i = 0; i < 300; i++) {
                insert(database, "conversation " + i);
            }
        }
        Random random = new Random(1);
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            for (long page = 4096 * 2; page < raw.length(); page += 4096) {
                raw.seek(page);
                byte[] garbage = new byte[4096];
                random.nextBytes(garbage);
                raw.write(garbage);
            }
        }
        Files.writeString(folder.resolve("athanor.db.open"), "");
        assertThatThrownBy(this::open).isInstanceOf(StudioException.StoreDamaged.class);
    }

    @Test
    void bringsAnOlderDatabaseUpToDateAfterABackup() throws Exception {
        int newest = Schema.current().newest();
        for (int from = 1; from < newest; from++) {
            folder = Files.createDirectories(folder.resolve("from-" + from));
            try (Database old = Database.open(new StoreFiles(folder), Schema.ofVersion(from), CLOCK)) {
                insert(old, "kept");
                await(old.change(connection -> Sql.update(
                        connection,
                        "INSERT INTO turn (id, conversation, sibling, role, state, created_at, text)"
                                + " VALUES ('t', 1, 0, 'user', 'complete', 0, 'old words')")));
                if (from >= SEARCH_CAME) {
                    await(old.change(connection -> Sql.update(
                            connection, "INSERT INTO turn_search (rowid, text) SELECT key, text FROM turn")));
                }
            }
            try (Database database = open()) {
                assertThat(count(database)).isEqualTo(1);
                Optional<Long> version = database.read(connection -> Sql.number(connection, "PRAGMA user_version"));
                assertThat(version).contains((long) newest);
                Optional<Long> found = database.read(connection ->
                        Sql.number(connection, "SELECT count(*) FROM turn_search WHERE turn_search MATCH 'words'"));
                assertThat(found).contains(1L);
            }
            List<?> backups = new Backups(folder.resolve("backups"), CLOCK).list();
            assertThat(backups).hasSize(1);
        }
    }

    @Test
    void refusesADatabaseOfANewerVersion() throws Exception {
        try (Database database = open()) {
            await(database.change(connection -> SqliteFile.run(connection, "PRAGMA user_version = 999")));
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StudioException.StoreTooNew.class)
                .hasMessageContaining("999")
                .extracting(failure -> ((StudioException) failure).remedy())
                .asString()
                .contains("Update Athanor");
    }

    @Test
    void makesABackupADayAndKeepsTheLatest() throws Exception {
        FakeClock clock = new FakeClock();
        try (Database database = Database.open(new StoreFiles(folder), clock)) {
            insert(database, "a");
            assertThat(database.backUpIfDue()).isTrue();
            Path backups = folder.resolve("backups");
            assertThat(new Backups(backups, clock).list()).hasSize(1);
            for (int day = 0; day < 10; day++) {
                clock.advance(Duration.ofDays(1));
                await(database.change(connection -> {}));
                try (Connection connection = new SqliteFile(file()).writer()) {
                    new Backups(backups, clock).make(connection, "daily");
                }
            }
            assertThat(new Backups(backups, clock).list()).hasSize(7);
        }
    }

    @Test
    void runsEachMigrationWholeOrNotAtAll() throws Exception {
        try (Connection connection = new SqliteFile(file()).writer()) {
            SqliteFile.run(connection, "CREATE TABLE turn (x)");
            assertThatThrownBy(() -> Schema.current().migrate(connection, 0)).hasMessageContaining("turn");
            assertThat(SqliteFile.number(connection, "PRAGMA user_version")).isZero();
            assertThat(SqliteFile.number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'conversation'"))
                    .isZero();
        }
    }

    @Test
    void waitsWhileAnotherProgramHoldsTheFileAndSaysSo() throws Exception {
        try (Database database = open();
                Connection other = new SqliteFile(file()).writer()) {
            SqliteFile.run(other, "BEGIN IMMEDIATE");
            CountDownLatch told = new CountDownLatch(1);
            database.onTrouble((reason, _) -> {
                if (reason.isPresent()) {
                    assertThat(reason.get()).hasMessageContaining("locked");
                    told.countDown();
                }
            });
            var pending = database.change(connection -> Sql.update(connection, "DELETE FROM conversation"));
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(pending).isNotDone();
            SqliteFile.run(other, "ROLLBACK");
            await(pending);
        }
    }

    @Test
    void locksOutASecondStudio() throws Exception {
        try (StoreLock _ = StoreLock.take(folder)) {
            assertThatThrownBy(() -> StoreLock.take(folder))
                    .isInstanceOf(StudioException.HomeInUse.class)
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        StoreLock.take(folder).close();
        assertThat(Files.readString(folder.resolve("store.pid"), StandardCharsets.UTF_8))
                .isNotEmpty();
    }
}
