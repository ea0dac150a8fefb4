package studio.athanor.data.documents;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;
import studio.athanor.data.documents.extract.DocumentFormat;
import studio.athanor.data.documents.extract.Extracted;
import studio.athanor.data.documents.extract.ExtractorProcess;
import studio.athanor.data.documents.extract.Unreadable;

/** Reads documents and cuts them. */
public final class Documents {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Documents() {}

    /**
     * What came of documents.
     *
     * @param store the chunks, open
     * @param findings the documents that could not be read, and notes
     */
    public record Prepared(ChunkStore store, List<Finding> findings) {}

    /** Is told how many documents of all are read. */
    @FunctionalInterface
    public interface ReadingProgress {
        /** Tells it. */
        void read(int documents, int all);
    }

    /**
     * Reads a document or all documents of a folder, and keeps their chunks in a folder. Where the folder already holds the
     * chunks of the very same documents, they are taken. Blocks; ends when interrupted.
     *
     * @param documents a file or a folder, whose own folders are looked into
     * @throws DataException.FileFailed if there is no document, none can be read, or the folder holds chunks of others
     */
    public static Prepared prepare(
            Path documents, ChunkOptions options, TokenCounter counter, Path storeFolder, ReadingProgress progress)
            throws DataException, InterruptedException {
        List<Path> files = files(documents);
        try {
            CutDocuments all = new CutDocuments(options, fingerprints(documents, files));
            if (ChunkStore.exists(storeFolder)) {
                return new Prepared(same(storeFolder, all, documents), List.of());
            }
            List<Finding> findings = new ArrayList<>();
            write(documents, files, new Chunker(options, counter), storeFolder, all, findings, progress);
            return new Prepared(ChunkStore.open(storeFolder), List.copyOf(findings));
        } catch (InterruptedIOException e) {
            boolean _ = Thread.interrupted();
            InterruptedException interrupted = new InterruptedException(String.valueOf(e.getMessage()));
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new DataException.FileFailed(
                    "The documents of " + documents + " cannot be kept in " + storeFolder + ": " + e.getMessage(),
                    "Check that there is room on the disk and that both may be read and written.",
                    e);
        }
    }

    private static ChunkStore same(Path storeFolder, CutDocuments now, Path documents) throws DataException {
        ChunkStore store = ChunkStore.open(storeFolder);
        Optional<String> change = now.changeSince(store.documents());
        if (change.isPresent()) {
            store.close();
            throw new DataException.FileFailed(
                    "The documents of " + documents + " are not those that the run began with. " + change.get(),
                    "Put the first ones back, or begin another run with these.",
                    null);
        }
        return store;
    }

    private static void write(
            Path documents,
            List<Path> files,
            Chunker chunker,
            Path storeFolder,
            CutDocuments all,
            List<Finding> findings,
            ReadingProgress progress)
            throws IOException, InterruptedException, DataException {
        try (ChunkStore.Writer writer = new ChunkStore.Writer(storeFolder);
                ExtractorProcess extractor = new ExtractorProcess(PATIENCE)) {
            int done = 0;
            for (Path file : files) {
                String name = name(documents, file);
                try {
                    Extracted extracted = extractor.read(file);
                    writer.add(chunker.chunks(name, extracted, writer.written()));
                    if (!extracted.note().isEmpty()) {
                        findings.add(new Finding(name, false, extracted.note()));
                    }
                } catch (Unreadable e) {
                    findings.add(new Finding(name, true, String.valueOf(e.getMessage())));
                }
                progress.read(++done, files.size());
            }
            if (writer.written() == 0) {
                throw new DataException.FileFailed(
                        "None of the documents of " + documents + " can be read. The first: "
                                + findings.getFirst().document() + ". "
                                + findings.getFirst().sentence(),
                        "Choose other documents.",
                        null);
            }
            writer.finish(all);
        }
    }

    private static String name(Path documents, Path file) {
        Path relative = Files.isDirectory(documents) ? documents.relativize(file) : file.getFileName();
        return relative.toString().replace('\\', '/');
    }

    private static List<Path> files(Path documents) throws DataException {
        if (Files.isRegularFile(documents)) {
            return List.of(documents);
        }
        try (Stream<Path> all = Files.walk(documents)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> DocumentFormat.of(file).isPresent())
                    .sorted(Comparator.comparing(file -> name(documents, file)))
                    .toList();
            if (files.isEmpty()) {
                throw new DataException.FileFailed(
                        "The folder " + documents + " holds no document.",
                        "Put text, Markdown, HTML, PDF or DOCX files into it.",
                        null);
            }
            return files;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new DataException.FileFailed(
                    "The documents " + documents + " cannot be read: " + e.getMessage(),
                    "Name a file or a folder that is there and may be read.",
                    e);
        }
    }

    private static List<FileFingerprint> fingerprints(Path documents, List<Path> files) throws IOException {
        List<FileFingerprint> fingerprints = new ArrayList<>();
        for (Path file : files) {
            String name = name(documents, file);
            fingerprints.add(
                    Files.isReadable(file) ? FileFingerprint.of(name, file) : new FileFingerprint(name, 0, ""));
        }
        return fingerprints;
    }
}
