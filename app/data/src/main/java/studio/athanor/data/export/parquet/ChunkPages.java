package studio.athanor.data.export.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The compressed pages of a chunk, headers included, in memory until the chunk's turn comes. */
final class ChunkPages {

    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;

    private final List<byte[]> pages = new ArrayList<>();
    private final Bytes compressed = new Bytes();
    private final Bytes whole = new Bytes();
    private long values;
    private long nulls;
    private long uncompressedBytes;
    private long compressedBytes;

    long uncompressedBytes() {
        return uncompressedBytes;
    }

    void addNull() {
        nulls++;
    }

    void clear() {
        pages.clear();
        values = 0;
        nulls = 0;
        uncompressedBytes = 0;
        compressedBytes = 0;
    }

    void addData(Bytes plain, int count, boolean byDictionary, Zstd zstd) {
        compressed.clear();
        int length = zstd.compress(plain, compressed);
        whole.clear();
        ThriftCompact.write(whole, header -> {
            header.i32(1, DATA_PAGE);
            header.i32(2, plain.size());
            header.i32(3, length);
            header.struct(5, data -> {
                data.i32(1, count);
                data.i32(2, byDictionary ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
                data.i32(3, Encoding.RLE);
                data.i32(4, Encoding.RLE);
            });
        });
        uncompressedBytes += whole.size() + plain.size();
        whole.add(compressed.array(), 0, length);
        compressedBytes += whole.size();
        values += count;
        pages.add(Arrays.copyOf(whole.array(), whole.size()));
    }

    /** Writes the dictionary, which comes first in a chunk; returns its bytes. */
    long writeDictionary(OutputStream out, TextDictionary dictionary, Zstd zstd) throws IOException {
        compressed.clear();
        int length = zstd.compress(dictionary.values(), compressed);
        whole.clear();
        ThriftCompact.write(whole, header -> {
            header.i32(1, DICTIONARY_PAGE);
            header.i32(2, dictionary.values().size());
            header.i32(3, length);
            header.struct(7, page -> {
                page.i32(1, dictionary.size());
                page.i32(2, Encoding.PLAIN);
            });
        });
        uncompressedBytes += whole.size() + dictionary.values().size();
        whole.add(compressed.array(), 0, length);
        compressedBytes += whole.size();
        out.write(whole.array(), 0, whole.size());
        return whole.size();
    }

    /** Writes the data pages behind the dictionary, if there is one. */
    ColumnChunk write(OutputStream out, List<String> path, FieldType.Leaf type, long start, long dictionaryBytes)
            throws IOException {
        for (byte[] page : pages) {
            out.write(page);
        }
        return new ColumnChunk(
                path,
                type,
                values,
                nulls,
                uncompressedBytes,
                compressedBytes,
                dictionaryBytes > 0,
                start,
                start + dictionaryBytes);
    }
}
