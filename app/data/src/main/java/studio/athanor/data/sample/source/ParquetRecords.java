package studio.athanor.data.sample.source;

import com.google.gson.JsonObject;
import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import studio.athanor.data.DataException;

/**
 * A Parquet file. Its columns lie in compressed pages, which makes a single row expensive, so the wanted columns are written
 * once, row by row, to a temporary file of JSON lines, and rows are read from there.
 */
final class ParquetRecords implements SourceRecords {

    private final IndexedFile rows;
    private final Path spool;
    private final Set<String> fields;

    private ParquetRecords(IndexedFile rows, Path spool, Set<String> fields) {
        this.rows = rows;
        this.spool = spool;
        this.fields = fields;
    }

    static ParquetRecords open(Path file, Set<String> wanted) throws DataException {
        if (!Files.isRegularFile(file)) {
            throw IndexedFile.missing(file, new NoSuchFileException(file.toString()));
        }
        try {
            Path spool = Files.createTempFile("athanor-source-", ".jsonl");
            try {
                Set<String> fields = copy(file, wanted, spool);
                return new ParquetRecords(IndexedFile.open(spool, new JsonLinesFormat()), spool, fields);
            } catch (IOException | DataException | RuntimeException e) {
                Files.deleteIfExists(spool);
                throw e;
            }
        } catch (InterruptedIOException e) {
            throw IndexedFile.interrupted(file, e);
        } catch (IOException e) {
            throw IndexedFile.unreadable(file, e);
        } catch (RuntimeException e) { // the reader's word for pages that are not what the footer says
            throw IndexedFile.unreadable(file, new IOException(e.getMessage(), e));
        }
    }

    private static Set<String> copy(Path file, Set<String> wanted, Path spool) throws IOException {
        try (HardwoodContext context = HardwoodContext.create(1);
                ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file), context)) {
            FileSchema schema = reader.getFileSchema();
            Set<String> fields = new LinkedHashSet<>();
            for (SchemaNode each : schema.getRootNode().children()) {
                fields.add(each.name());
            }
            Set<String> known = new TreeSet<>(wanted);
            known.retainAll(fields);
            ColumnProjection projection =
                    known.isEmpty() ? ColumnProjection.all() : ColumnProjection.columns(known.toArray(String[]::new));
            try (Writer out = Files.newBufferedWriter(spool)) {
                copy(reader, projection, new ParquetValues(schema), out);
            }
            return fields;
        }
    }

    /** Goes by row groups, as a reader decodes several pages ahead and some programs write a page as large as the group. */
    private static void copy(ParquetFileReader reader, ColumnProjection projection, ParquetValues values, Writer out)
            throws IOException {
        long before = 0;
        for (RowGroup group : reader.getFileMetaData().rowGroups()) {
            if (group.numRows() > 0) {
                try (RowReader rows = reader.buildRowReader()
                        .projection(projection)
                        .skip(before)
                        .build()) {
                    copy(rows, group.numRows(), values, out);
                }
            }
            before += group.numRows();
        }
    }

    /** The reader's own limit counts the values of lists, not rows, so rows are counted here. */
    private static void copy(RowReader rows, long count, ParquetValues values, Writer out) throws IOException {
        for (long row = 0; row < count && rows.hasNext(); row++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The reading was interrupted");
            }
            rows.next();
            out.write(values.row(rows).toString());
            out.write('\n');
        }
    }

    @Override
    public long count() {
        return rows.count();
    }

    @Override
    public boolean mayHave(String field) {
        return fields.contains(field);
    }

    @Override
    public Set<String> fields() {
        return fields;
    }

    @Override
    public JsonObject get(long index) throws DataException {
        return rows.get(index);
    }

    @Override
    public void close() {
        rows.close();
        try {
            Files.deleteIfExists(spool);
        } catch (IOException _) {
            spool.toFile().deleteOnExit();
        }
    }
}
