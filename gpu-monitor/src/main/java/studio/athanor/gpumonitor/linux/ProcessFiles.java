package studio.athanor.gpumonitor.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The card files that one process has open. */
final class ProcessFiles implements AutoCloseable {

    private final Path folder;
    private final long sinceNanos;
    private final boolean startedLater;
    private final Map<String, KernelFile> cardFiles = new HashMap<>();
    private Optional<String> name = Optional.empty();
    private boolean denied;

    /**
     * Looks at nothing yet.
     *
     * @param folder the process's
     * @param sinceNanos when it was seen first
     * @param startedLater whether it was not there when looking began
     */
    ProcessFiles(Path folder, long sinceNanos, boolean startedLater) {
        this.folder = folder;
        this.sinceNanos = sinceNanos;
        this.startedLater = startedLater;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    boolean startedLater() {
        return startedLater;
    }

    /** Tells whether this user may not see what the process has open. */
    boolean isDenied() {
        return denied;
    }

    Optional<String> name() {
        if (name.isEmpty()) {
            try (KernelFile comm = new KernelFile(folder.resolve("comm"))) {
                name = comm.text();
            }
        }
        return name;
    }

    /** Looks through all open files for cards. */
    void scan() {
        denied = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("fd"))) {
            for (Path file : files) {
                if (isCard(file)) {
                    cardFiles.computeIfAbsent(
                            String.valueOf(file.getFileName()),
                            number -> new KernelFile(folder.resolve("fdinfo").resolve(number)));
                }
            }
        } catch (AccessDeniedException _) {
            denied = true;
        } catch (IOException | RuntimeException _) {
            // the process has just ended
        }
    }

    /** Reads the known files and forgets those that are a card's no more. */
    List<Fdinfo> read() {
        List<Fdinfo> read = new ArrayList<>();
        for (Iterator<KernelFile> files = cardFiles.values().iterator(); files.hasNext(); ) {
            KernelFile file = files.next();
            Optional<Fdinfo> info = file.text().flatMap(Fdinfo::parse);
            if (info.isPresent()) {
                read.add(info.get());
            } else {
                file.close();
                files.remove();
            }
        }
        return read;
    }

    @Override
    public void close() {
        cardFiles.values().forEach(KernelFile::close);
        cardFiles.clear();
    }

    private static boolean isCard(Path file) {
        try {
            return Files.readSymbolicLink(file).startsWith("/dev/dri");
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }
}
