package studio.athanor.data.export.parquet;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes rows to a Parquet file, one after another. Rows gather in memory, compressed, until a row group is full; so it takes
 * about as much memory as a row group has bytes, compressed, and a megabyte for each column. For one thread.
 */
public final class ParquetWriter implements AutoCloseable {

    /** The size of row groups, uncompressed, that readers are at ease with. */
    public static final long GROUP_BYTES = 64L << 20;

    private static final int GROUP_ROWS = 122_880;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final long groupBytes;
    private final List<Shredder> shredders = new ArrayList<>();
    private final List<LeafColumn> columns = new ArrayList<>();
    private final Footer footer;
    private final Zstd zstd = new Zstd();
    private long position;
    private long rowsOfGroup;
    private long uncompressedBytes;

    /**
     * Begins a file.
     *
     * @param out takes the bytes; closed with the writer
     * @param metadata told in the file's footer
     * @param groupBytes how large a row group may grow, uncompressed; about
     */
    public ParquetWriter(OutputStream out, List<Field> fields, Map<String, String> metadata, long groupBytes)
            throws IOException {
        this.out = out;
        this.groupBytes = groupBytes;
        fields.forEach(field -> shredders.add(Shredder.of(field, List.of(), 0, 0, columns::add)));
        footer = new Footer(fields, metadata);
        out.write(MAGIC);
        position = MAGIC.length;
    }

    /**
     * Writes a row.
     *
     * @param values in the order of the fields
     * @throws UnfitValueException if a value is not of its field's type; the file is of no use then
     */
    public void write(List<JsonElement> values) throws IOException {
        for (int i = 0; i < shredders.size(); i++) {
            shredders.get(i).add(values.get(i), 0, 0);
        }
        rowsOfGroup++;
        long pending = 0;
        for (LeafColumn column : columns) {
            column.endRow(zstd);
            pending += column.pendingBytes();
        }
        if (pending >= groupBytes || rowsOfGroup >= GROUP_ROWS) {
            endGroup();
        }
    }

    /** Returns the bytes that are written; the row group in memory is not among them. */
    public long position() {
        return position;
    }

    /** Returns the bytes of what is written, before compression. */
    public long uncompressedBytes() {
        return uncompressedBytes;
    }

    /** Writes the last row group and the footer. The stream stays open. */
    public void finish() throws IOException {
        endGroup();
        Bytes end = new Bytes();
        footer.write(end);
        end.addInt(end.size());
        end.add(MAGIC);
        out.write(end.array(), 0, end.size());
        position += end.size();
    }

    /** Closes the stream. Without {@link #finish} before, the file is of no use. */
    @Override
    public void close() throws IOException {
        zstd.close();
        out.close();
    }

    private void endGroup() throws IOException {
        if (rowsOfGroup == 0) {
            return;
        }
        List<ColumnChunk> chunks = new ArrayList<>();
        for (LeafColumn column : columns) {
            ColumnChunk chunk = column.write(out, position, zstd);
            position += chunk.compressedBytes();
            uncompressedBytes += chunk.uncompressedBytes();
            chunks.add(chunk);
        }
        footer.add(chunks, rowsOfGroup);
        rowsOfGroup = 0;
    }
}
