package studio.athanor.engines.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which process a worker folder belongs to, so that a later studio can end what this one left behind. A process is
 * named by its id and its start, since ids are used again.
 *
 * @param owner the studio
 * @param worker the worker, absent until it was started
 * @param socketFolder where the socket is
 */
record WorkerRecord(Id owner, Optional<Id> worker, Path socketFolder) {

    private static final Logger log = LoggerFactory.getLogger(WorkerRecord.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** A process: its id, and when it started in milliseconds of the epoch. */
    record Id(long pid, long startMillis) {

        static Id of(ProcessHandle process) {
            return new Id(
                    process.pid(),
                    process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
        }

        Optional<ProcessHandle> running() {
            return ProcessHandle.of(pid).filter(process -> {
                long start = Id.of(process).startMillis();
                return process.isAlive() && Math.abs(start - startMillis) <= CLOCK_TOLERANCE.toMillis();
            });
        }
    }

    void write(Path file) throws IOException {
        Files.write(
                file,
                List.of(
                        owner.pid() + " " + owner.startMillis(),
                        worker.map(id -> id.pid() + " " + id.startMillis()).orElse("-"),
                        socketFolder.toString()));
    }

    private static WorkerRecord read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 3) {
            throw new IOException("not a record: " + file);
        }
        return new WorkerRecord(
                id(lines.get(0)),
                lines.get(1).equals("-") ? Optional.empty() : Optional.of(id(lines.get(1))),
                Path.of(lines.get(2)));
    }

    private static Id id(String line) throws IOException {
        String[] parts = line.split(" ", 2);
        try {
            return new Id(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
            throw new IOException("not a process: " + line, malformed);
        }
    }

    /** Ends the workers, and deletes the folders, of studios that are not running any more. */
    static void reap(Path privateFolder) {
        if (!Files.isDirectory(privateFolder)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(privateFolder, WorkerFolder.PREFIX + "*")) {
            for (Path folder : folders) {
                reapFolder(folder);
            }
        } catch (IOException unreadable) {
            log.warn("Cannot look for workers left behind in {}", privateFolder, unreadable);
        }
    }

    private static void reapFolder(Path folder) {
        WorkerRecord record;
        try {
            record = read(folder.resolve(WorkerFolder.RECORD));
        } catch (IOException unreadable) {
            log.debug("No record in {}", folder, unreadable);
            return;
        }
        if (record.owner().running().isPresent()) {
            return;
        }
        record.worker().flatMap(Id::running).ifPresent(left -> {
            log.warn("Ending worker {}, which an earlier studio left behind", left.pid());
            left.descendants().forEach(ProcessHandle::destroyForcibly);
            left.destroyForcibly();
        });
        Path socketFolder = record.socketFolder();
        if (socketFolder.getFileName().toString().startsWith(WorkerFolder.SHORT_PREFIX)) {
            WorkerFolder.deleteTree(socketFolder);
        }
        WorkerFolder.deleteTree(folder);
    }
}
