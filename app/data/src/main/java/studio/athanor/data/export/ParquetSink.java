package studio.athanor.data.export;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import studio.athanor.data.DurableOutput;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.ParquetWriter;

/** Parquet files: when one is as large as it may be, the next begins. */
final class ParquetSink implements RowSink {

    private final IntFunction<Path> names;
    private final List<Field> fields;
    private final Map<String, String> metadata;
    private final long mostBytes;
    private final long groupBytes;
    private final List<Path> files = new ArrayList<>();
    private DurableOutput file;
    private ParquetWriter writer;
    private long bytesBefore;

    /**
     * Begins the first file.
     *
     * @param names of the files, by number from 0
     * @param mostBytes a file may have, if a row group fits at all
     */
    ParquetSink(IntFunction<Path> names, List<Field> fields, Map<String, String> metadata, long mostBytes)
            throws IOException {
        this.names = names;
        this.fields = fields;
        this.metadata = metadata;
        this.mostBytes = mostBytes;
        groupBytes = Math.min(ParquetWriter.GROUP_BYTES, mostBytes / 4);
        file = DurableOutput.create(names.apply(0));
        files.add(names.apply(0));
        writer = new ParquetWriter(file, fields, metadata, groupBytes);
    }

    @Override
    public void write(List<JsonElement> values) throws IOException {
        if (writer.position() + groupBytes > mostBytes) {
            finish();
            close();
            Path next = names.apply(files.size());
            file = DurableOutput.create(next);
            files.add(next);
            writer = new ParquetWriter(file, fields, metadata, groupBytes);
        }
        writer.write(values);
    }

    /** Returns the files so far. */
    List<Path> files() {
        return List.copyOf(files);
    }

    @Override
    public void finish() throws IOException {
        writer.finish();
        file.sync();
        bytesBefore += writer.uncompressedBytes();
    }

    @Override
    public long uncompressedBytes() {
        return bytesBefore;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
