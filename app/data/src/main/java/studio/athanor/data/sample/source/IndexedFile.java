package studio.athanor.data.sample.source;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;

/**
 * A file of records that was gone through once and is read by record afterwards: from the checkpoint before it on.
 * The last blocks are kept, at most 4 MiB of them. The handle is a {@link RandomAccessFile}, as a channel would be
 * closed by the interruption of any thread that reads.
 */
final class IndexedFile implements SourceRecords {

    private static final long KEPT_BYTES = 4 << 20;

    private final Path file;
    private final RecordFormat format;
    private final Checkpoints checkpoints;
    private final RandomAccessFile handle;
    private final long length;
    private final FileTime modified;
    private final LinkedHashMap<Integer, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    private IndexedFile(Path file, RecordFormat format, Checkpoints checkpoints, long length, FileTime modified)
            throws IOException {
        this.file = file;
        this.format = format;
        this.checkpoints = checkpoints;
        this.length = length;
        this.modified = modified;
        handle = new RandomAccessFile(file.toFile(), "r");
    }

    static IndexedFile open(Path file, RecordFormat format) throws DataException {
        try {
            long length = Files.size(file);
            FileTime modified = Files.getLastModifiedTime(file);
            return new IndexedFile(file, format, checkpoints(file, format), length, modified);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (InterruptedIOException e) {
            throw interrupted(file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Checkpoints checkpoints(Path file, RecordFormat format) throws IOException, DataException {
        Checkpoints checkpoints = new Checkpoints();
        long line = 1;
        try (InputStream in = Files.newInputStream(file)) {
            RecordStream records = new RecordStream(in, format);
            while (true) {
                try {
                    if (!records.advance()) {
                        checkpoints.trim();
                        return checkpoints;
                    }
                } finally {
                    line = records.line();
                }
                if (format.admit(records.bytes(), records.from(), records.to())) {
                    checkpoints.add(records.offset());
                }
            }
        } catch (MalformedRecordException e) {
            throw new DataException.FileFailed(
                    "The file " + file + ", line " + line + ": " + e.getMessage() + ".", e.remedy(), e);
        }
    }

    @Override
    public long count() {
        return checkpoints.count();
    }

    @Override
    public boolean mayHave(String field) {
        return format.fields().contains(field) || !format.knowsAllFields();
    }

    @Override
    public Set<String> fields() {
        return format.fields();
    }

    @Override
    public JsonObject get(long index) throws DataException {
        int block = checkpoints.block(Objects.checkIndex(index, count()));
        byte[] bytes = bytes(block);
        RecordSplitter splitter = format.splitter();
        long toSkip = index - checkpoints.firstRecord(block);
        int from = 0;
        while (from < bytes.length) {
            int end = splitter.end(bytes, from, bytes.length);
            int to = end < 0 ? bytes.length : end;
            if (!format.isBlank(bytes, from, to) && toSkip-- == 0) {
                return read(bytes, from, to);
            }
            from = to;
        }
        throw changed(null);
    }

    private JsonObject read(byte[] bytes, int from, int to) throws DataException {
        try {
            return format.read(bytes, from, to);
        } catch (MalformedRecordException e) {
            throw changed(e);
        }
    }

    private synchronized byte[] bytes(int block) throws DataException {
        byte[] known = kept.get(block);
        if (known != null) {
            return known;
        }
        try {
            if (handle.length() != length || !Files.getLastModifiedTime(file).equals(modified)) {
                throw changed(null);
            }
            long begin = checkpoints.begin(block);
            byte[] bytes = new byte[Math.toIntExact(checkpoints.end(block, length) - begin)];
            handle.seek(begin);
            handle.readFully(bytes);
            keep(block, bytes);
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void keep(int block, byte[] bytes) {
        kept.put(block, bytes);
        keptBytes += bytes.length;
        while (keptBytes > KEPT_BYTES && kept.size() > 1) {
            Iterator<byte[]> oldestFirst = kept.values().iterator();
            keptBytes -= oldestFirst.next().length;
            oldestFirst.remove();
        }
    }

    private DataException changed(@Nullable Throwable cause) {
        return new DataException.FileFailed(
                "The file " + file + " was changed since the run opened it.",
                "Put back what it was, or start a new run.",
                cause);
    }

    static DataException missing(Path file, IOException cause) {
        return new DataException.FileFailed(
                "There is no file " + file + ".",
                "Mend the path of the source; a relative one starts at the recipe's folder.",
                cause);
    }

    /** The thread stays interrupted. */
    static DataException interrupted(Path file, InterruptedIOException cause) {
        Thread.currentThread().interrupt();
        return new DataException.RunStopped("Reading " + file + " was interrupted.", "Start again.", cause);
    }

    static DataException unreadable(Path file, IOException cause) {
        return new DataException.FileFailed(
                "The file " + file + " cannot be read: " + cause.getMessage() + ".",
                "See whether it is there, readable and no folder.",
                cause);
    }

    @Override
    public void close() {
        try {
            handle.close();
        } catch (IOException _) {
            // it was only read
        }
    }
}
