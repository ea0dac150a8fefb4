package studio.athanor.engines.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of one worker, for its owner only: the socket, the record of the process, crash reports. */
final class WorkerFolder {

    static final String PREFIX = "w-";
    static final String SHORT_PREFIX = "athanor-";
    static final String RECORD = "process";

    /** A socket's path has 108 bytes on Linux and 104 on macOS, the final zero included. */
    static final int MAX_SOCKET_PATH_BYTES = 103;

    private static final String SOCKET = "s";
    private static final int MAX_REPORT_BYTES = 1 << 16;

    private final Path folder;
    private final Path socketFolder;

    private WorkerFolder(Path folder, Path socketFolder) {
        this.folder = folder;
        this.socketFolder = socketFolder;
    }

    /** Creates a new folder in the studio's private one. */
    static WorkerFolder create(Path privateFolder) throws IOException {
        createPrivate(privateFolder);
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        String name = String.format(
                Locale.ROOT, "%s%08x", PREFIX, ByteBuffer.wrap(random).getInt());
        Path folder = privateFolder.toAbsolutePath().resolve(name);
        createPrivate(folder);
        return new WorkerFolder(folder, fits(folder) ? folder : createShort());
    }

    private static void createPrivate(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static Path createShort() throws IOException {
        // a temporary folder is created for its owner only
        Path shorter = Files.createTempDirectory(SHORT_PREFIX);
        if (fits(shorter)) {
            return shorter;
        }
        Files.delete(shorter);
        Path shortest = Files.createTempDirectory(Path.of("/tmp"), SHORT_PREFIX);
        if (!fits(shortest)) {
            throw new IOException("No folder has a path short enough for a socket");
        }
        return shortest;
    }

    private static boolean fits(Path folder) {
        return folder.resolve(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH_BYTES;
    }

    Path path() {
        return folder;
    }

    Path socket() {
        return socketFolder.resolve(SOCKET);
    }

    Path socketFolder() {
        return socketFolder;
    }

    Path errorFile() {
        return folder.resolve("crash.log");
    }

    Path record() {
        return folder.resolve(RECORD);
    }

    /** Returns the beginning of the virtual machine's crash report, if it wrote one. */
    Optional<String> crashReport() {
        try (var report = Files.newInputStream(errorFile())) {
            return Optional.of(new String(report.readNBytes(MAX_REPORT_BYTES), StandardCharsets.UTF_8));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Deletes everything; what cannot be deleted now is found by the next studio. */
    void delete() {
        deleteTree(folder);
        if (!socketFolder.equals(folder)) {
            deleteTree(socketFolder);
        }
    }

    static void deleteTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException leftForTheNextStart) {
            // the folder holds nothing but what the next studio removes
        }
    }
}
