package studio.athanor.data.sample.source;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;
import studio.athanor.data.recipe.SourceFile;

/**
 * The records of a source file, numbered from 0. Opening reads the file once, checks every record and keeps about a
 * thousandth of its size in memory; a record is then read from its place. For any thread.
 *
 * <p>What values are depends on the format and on nothing else:
 *
 * <ul>
 *   <li>CSV (RFC 4180, with a header; comma, semicolon or tab, whichever is most frequent in the header): text,
 *       always. An expression column turns it into something else. Empty lines are left out.
 *   <li>JSONL: an object a line; values keep their JSON. A name that a line lacks is null.
 *   <li>Text: a line is a record with one field, {@code text}. Blank lines are left out.
 *   <li>Parquet: numbers, booleans, texts, lists and structs as JSON; times as ISO-8601 texts; bytes as text where
 *       they are UTF-8, else in Base64; what JSON cannot hold (NaN) as null.
 * </ul>
 */
public interface SourceRecords extends AutoCloseable {

    /** Returns how many there are. */
    long count();

    /** Returns whether some record has a field of this name, as far as can be told. */
    boolean mayHave(String field);

    /** Returns the names of fields, for messages; not all where there are very many. */
    Set<String> fields();

    /**
     * Returns a record, a new object each time.
     *
     * @param index from 0 to {@link #count()}-1
     * @throws DataException.FileFailed if the file cannot be read or is not what it was when it was opened
     */
    JsonObject get(long index) throws DataException;

    @Override
    void close();

    /**
     * Opens a file.
     *
     * @param folder where relative paths start
     * @param wanted the fields that will be asked for, to save work; empty for all
     * @throws DataException.FileFailed if it cannot be read or a record is malformed; the message names file and line
     */
    static SourceRecords open(SourceFile source, Path folder, Set<String> wanted) throws DataException {
        Path file = file(source, folder);
        return switch (source.format()) {
            case CSV -> IndexedFile.open(file, new CsvFormat());
            case JSONL -> IndexedFile.open(file, new JsonLinesFormat());
            case TEXT -> IndexedFile.open(file, new TextFormat());
            case PARQUET -> ParquetRecords.open(file, wanted);
        };
    }

    private static Path file(SourceFile source, Path folder) {
        return folder.resolve(source.path()).normalize();
    }

    /**
     * Reads a file through, to know it again.
     *
     * @param folder where relative paths start
     * @throws DataException if it cannot be read, or the thread is interrupted
     */
    static FileFingerprint fingerprint(SourceFile source, Path folder) throws DataException {
        Path file = file(source, folder);
        try {
            return FileFingerprint.of(source.path(), file);
        } catch (NoSuchFileException e) {
            throw IndexedFile.missing(file, e);
        } catch (InterruptedIOException e) {
            throw IndexedFile.interrupted(file, e);
        } catch (IOException e) {
            throw IndexedFile.unreadable(file, e);
        }
    }
}
