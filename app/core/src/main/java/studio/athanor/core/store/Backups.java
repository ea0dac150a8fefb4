package studio.athanor.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import studio.athanor.core.StoreRecovery;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;

/** Copies of the database, made by {@code VACUUM INTO}: whole, defragmented, and without a journal. */
final class Backups {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int KEPT = 7;

    private final Path folder;
    private final InstantSource clock;

    Backups(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Makes a copy; {@code why} becomes part of its name. Only the latest few are kept. */
    Path make(Connection connection, String why) throws SQLException, IOException {
        Files.createDirectories(folder);
        String name = "athanor-" + STAMP.format(clock.instant()) + "-" + why + ".db";
        Path partial = folder.resolve(name + ".partial");
        Files.deleteIfExists(partial);
        try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, partial.toString());
            copy.execute();
        } catch (SQLException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        Path backup = folder.resolve(name);
        Files.move(partial, backup, StandardCopyOption.ATOMIC_MOVE);
        for (StoreRecovery.Backup old : list().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old.file());
        }
        return backup;
    }

    /** Returns the copies, the latest first. */
    List<StoreRecovery.Backup> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches("athanor-.*\\.db"))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
            List<StoreRecovery.Backup> backups = new java.util.ArrayList<>();
            for (Path file : found) {
                backups.add(new StoreRecovery.Backup(
                        file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
            }
            return backups;
        }
    }

    /** Tells whether the latest copy is older than an instant. */
    boolean olderThan(Instant instant) throws IOException {
        List<StoreRecovery.Backup> backups = list();
        return backups.isEmpty() || backups.getFirst().madeAt().isBefore(instant);
    }

    List<StoreRecovery.Backup> listOrFail() throws StudioException {
        try {
            return list();
        } catch (IOException e) {
            throw FileFailures.failed("Listing the backups in", folder, e);
        }
    }
}
