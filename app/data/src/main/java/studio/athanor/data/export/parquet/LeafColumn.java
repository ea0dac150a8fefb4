package studio.athanor.data.export.parquet;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a file: gathers values and levels into pages, compresses the pages, and keeps them until the chunk is written.
 *
 * <p>Levels are Dremel's, as Parquet defines them: the definition level says how much of the path is there, the repetition level
 * at which list of the path a value goes on.
 */
final class LeafColumn {

    private static final int PAGE_BYTES = 1 << 20;
    private static final int PAGE_VALUES = 100_000;

    private final List<String> path;
    private final FieldType.Leaf type;
    private final int maxRepetition;
    private final int maxDefinition;
    private final PlainValues values;
    private final @Nullable TextDictionary dictionary;
    private final Levels repetitions = new Levels();
    private final Levels definitions = new Levels();
    private final Bytes plainPage = new Bytes();
    private final ChunkPages pages = new ChunkPages();
    private int present;

    LeafColumn(List<String> path, FieldType.Leaf type, int maxRepetition, int maxDefinition) {
        this.path = List.copyOf(path);
        this.type = type;
        this.maxRepetition = maxRepetition;
        this.maxDefinition = maxDefinition;
        values = new PlainValues(path.getFirst(), type);
        dictionary = type == FieldType.Leaf.TEXT ? new TextDictionary() : null;
    }

    void add(JsonElement value, int repetition) throws UnfitValueException {
        values.add(value);
        repetitions.add(repetition);
        definitions.add(maxDefinition);
        present++;
    }

    void addAbsent(int repetition, int definition) {
        repetitions.add(repetition);
        definitions.add(definition);
        pages.addNull();
    }

    /** Closes the page if it is full. Pages end with a row, so that readers can skip them. */
    void endRow(Zstd zstd) {
        if (values.bytes().size() >= PAGE_BYTES || definitions.size() >= PAGE_VALUES) {
            endPage(zstd);
        }
    }

    /** Returns about how many bytes the chunk has so far, uncompressed. */
    long pendingBytes() {
        return pages.uncompressedBytes() + values.bytes().size() + definitions.size();
    }

    /** Writes the chunk and begins the next. */
    ColumnChunk write(OutputStream out, long position, Zstd zstd) throws IOException {
        endPage(zstd);
        boolean withDictionary = dictionary != null && dictionary.used();
        long dictionaryBytes = 0;
        if (dictionary != null && withDictionary) {
            dictionaryBytes = pages.writeDictionary(out, dictionary, zstd);
        }
        ColumnChunk chunk = pages.write(out, path, type, position, dictionaryBytes);
        pages.clear();
        if (dictionary != null) {
            dictionary.clear();
        }
        return chunk;
    }

    private void endPage(Zstd zstd) {
        int count = definitions.size();
        if (count == 0) {
            return;
        }
        plainPage.clear();
        if (maxRepetition > 0) {
            HybridRuns.writeWithLength(plainPage, repetitions.array(), count, HybridRuns.width(maxRepetition));
        }
        HybridRuns.writeWithLength(plainPage, definitions.array(), count, HybridRuns.width(maxDefinition));
        boolean byDictionary = dictionary != null && dictionary.take(values.bytes(), present);
        if (dictionary != null && byDictionary) {
            int width = Math.max(1, HybridRuns.width(dictionary.size() - 1));
            plainPage.addByte(width);
            HybridRuns.write(plainPage, dictionary.indexes().array(), present, width);
        } else {
            Bytes plain = type == FieldType.Leaf.BOOLEAN ? PlainValues.packed(values.bytes()) : values.bytes();
            plainPage.add(plain.array(), 0, plain.size());
        }
        pages.addData(plainPage, count, byDictionary, zstd);
        values.bytes().clear();
        repetitions.clear();
        definitions.clear();
        present = 0;
    }
}
