package studio.athanor.data.documents;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import studio.athanor.data.DataException;
import studio.athanor.data.DurableOutput;
import studio.athanor.data.WholeFile;

/**
 * Chunks in two files: {@code chunks.jsonl} has a chunk on each line, {@code chunks.index} the place of each, as 8 bytes, big
 * end first, and the place after the last. Any number of chunks takes the same memory. For any thread; the handles are {@link
 * RandomAccessFile}s, as a channel would be closed for all threads by the interruption of one that reads.
 */
public final class ChunkStore implements Chunks, AutoCloseable {

    static final String CHUNKS = "chunks.jsonl";
    static final String INDEX = "chunks.index";
    static final String DOCUMENTS = "documents.json";

    private static final Gson GSON = new Gson();

    private final RandomAccessFile chunks;
    private final RandomAccessFile index;
    private final CutDocuments documents;
    private final long count;

    private ChunkStore(RandomAccessFile chunks, RandomAccessFile index, CutDocuments documents, long count) {
        this.chunks = chunks;
        this.index = index;
        this.documents = documents;
        this.count = count;
    }

    /** A chunk as it is written. */
    private record Line(String text, String before, String document, String title, int page, long offset, int tokens) {}

    /** Writes chunks; they are there when it is closed. */
    static final class Writer implements AutoCloseable {
        private final Path folder;
        private final DurableOutput lines;
        private final DurableOutput index;
        private final DataOutputStream places;
        private long at;
        private long written;

        Writer(Path folder) throws IOException {
            this.folder = Files.createDirectories(folder);
            lines = DurableOutput.create(folder.resolve(CHUNKS));
            index = DurableOutput.create(folder.resolve(INDEX));
            places = new DataOutputStream(index);
        }

        long written() {
            return written;
        }

        void add(List<Chunk> chunks) throws IOException {
            for (Chunk chunk : chunks) {
                byte[] line = (GSON.toJson(new Line(
                                        chunk.text(),
                                        chunk.before(),
                                        chunk.document(),
                                        chunk.title(),
                                        chunk.page().orElse(0),
                                        chunk.offset(),
                                        chunk.tokens()))
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8);
                places.writeLong(at);
                lines.write(line);
                at += line.length;
                written++;
            }
        }

        /** Writes what the chunks were made of, last: a store without it is not whole. */
        void finish(CutDocuments documents) throws IOException {
            places.writeLong(at);
            lines.sync();
            index.sync();
            close();
            WholeFile.write(folder.resolve(DOCUMENTS), GSON.toJson(documents));
        }

        @Override
        public void close() throws IOException {
            try (lines;
                    places) {
                // both are written out
            }
        }
    }

    /** Tells whether a folder holds a whole store. */
    public static boolean exists(Path folder) {
        return Files.isRegularFile(folder.resolve(DOCUMENTS));
    }

    /**
     * Opens the store of a folder.
     *
     * @throws DataException.FileFailed if it is not there or damaged
     */
    public static ChunkStore open(Path folder) throws DataException {
        try {
            CutDocuments documents = GSON.fromJson(Files.readString(folder.resolve(DOCUMENTS)), CutDocuments.class);
            if (documents == null) {
                throw new IOException("the file " + DOCUMENTS + " is empty");
            }
            RandomAccessFile chunks =
                    new RandomAccessFile(folder.resolve(CHUNKS).toFile(), "r");
            RandomAccessFile index = new RandomAccessFile(folder.resolve(INDEX).toFile(), "r");
            return new ChunkStore(chunks, index, documents, index.length() / Long.BYTES - 1);
        } catch (IOException | JsonParseException e) {
            throw new DataException.FileFailed(
                    "The chunks of the documents in " + folder + " cannot be read: " + e.getMessage(),
                    "Begin the run anew in another folder.",
                    e);
        }
    }

    /** Returns what the chunks were made of. */
    CutDocuments documents() {
        return documents;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Chunk get(long number) {
        if (number < 0 || number >= count) {
            throw new IndexOutOfBoundsException("There is no chunk " + number + " of " + count);
        }
        try {
            ByteBuffer places = ByteBuffer.wrap(read(index, number * Long.BYTES, 2 * Long.BYTES));
            long from = places.getLong();
            long end = places.getLong();
            String json = new String(read(chunks, from, Math.toIntExact(end - from)), StandardCharsets.UTF_8);
            Line line = GSON.fromJson(json, Line.class);
            return new Chunk(
                    number,
                    line.text(),
                    line.before(),
                    line.document(),
                    line.title(),
                    line.page() == 0 ? OptionalInt.empty() : OptionalInt.of(line.page()),
                    line.offset(),
                    line.tokens());
        } catch (IOException | JsonParseException e) {
            throw new UncheckedIOException(
                    new IOException("Chunk " + number + " cannot be read: " + e.getMessage(), e));
        }
    }

    private static byte[] read(RandomAccessFile file, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        synchronized (file) {
            file.seek(from);
            if (file.length() - from < length) {
                throw new IOException("the file ends too early");
            }
            file.readFully(bytes);
        }
        return bytes;
    }

    @Override
    public void close() {
        try (chunks;
                index) {
            // both are closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
