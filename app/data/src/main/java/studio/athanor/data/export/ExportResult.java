package studio.athanor.data.export;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What an export has written.
 *
 * @param target the file or folder
 * @param files all files
 * @param bytes of all files
 * @param rowsBySplit rows by split; without splits in one named {@code train}
 * @param leftOut rows that lack what the shape needs, by the field that is null or blank
 */
public record ExportResult(
        Path target,
        List<Path> files,
        long bytes,
        SequencedMap<String, Long> rowsBySplit,
        SequencedMap<String, Long> leftOut) {

    /** Copies and closes the collections. */
    public ExportResult {
        files = List.copyOf(files);
        rowsBySplit = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rowsBySplit));
        leftOut = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(leftOut));
    }

    /** Returns how many rows were written. */
    public long rows() {
        return rowsBySplit.values().stream().mapToLong(Long::longValue).sum();
    }
}
