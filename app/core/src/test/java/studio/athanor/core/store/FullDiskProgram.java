package studio.athanor.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.StudioHome;

/** Fills a small file system with conversations and a ballast, then removes the ballast. Prints what happened. */
final class FullDiskProgram {

    private static final int CHANGES = 400;
    private static final String TEXT = "x".repeat(10_000);

    private FullDiskProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path disk = Path.of(arguments[0]);
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[6 << 20]);
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch saving = new CountDownLatch(1);
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        try (Database database =
                Database.open(new StoreFiles(Files.createDirectories(disk.resolve("db"))), InstantSource.system())) {
            database.onTrouble((reason, waiting) -> {
                if (reason.orElse(null) instanceof StudioException.DiskFull && waiting > 0) {
                    full.countDown();
                } else if (reason.isEmpty()) {
                    saving.countDown();
                }
            });
            for (int i = 0; i < CHANGES; i++) {
                String id = "c" + i;
                changes.add(database.change(connection -> Sql.update(
                        connection,
                        "INSERT INTO conversation (id, title, created_at, updated_at, activity, settings)"
                                + " VALUES (?, ?, 0, 0, 0, '{}') ON CONFLICT (id) DO NOTHING",
                        id,
                        TEXT)));
            }
            check(full.await(60, TimeUnit.SECONDS), "the disk did not become full");
            check(changes.stream().anyMatch(change -> !change.isDone()), "no change waits");
            try {
                StudioHome.open(disk.resolve("home"));
                System.out.println("home opened");
            } catch (StudioException e) {
                System.out.println("home: " + e.code());
            }
            Files.delete(ballast);
            check(saving.await(60, TimeUnit.SECONDS), "saving did not go on");
            for (CompletableFuture<Void> change : changes) {
                change.get(60, TimeUnit.SECONDS);
            }
        }
        try (Database database = Database.open(new StoreFiles(disk.resolve("db")), InstantSource.system())) {
            long rows = database.read(connection ->
                    Sql.number(connection, "SELECT count(*) FROM conversation").orElse(0L));
            String verdict = database.read(connection -> SqliteFile.text(connection, "PRAGMA integrity_check"));
            System.out.println("rows: " + rows + " of " + CHANGES + ", " + verdict);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
