package studio.athanor.data.run;

import java.util.List;
import studio.athanor.data.DataException;
import studio.athanor.data.FileFingerprint;

/** The files that rows pick records from. */
@FunctionalInterface
public interface SourceFiles {

    /** No files, or none that will be read. */
    SourceFiles NONE = List::of;

    /**
     * Reads them through. Blocks; an interruption ends it.
     *
     * @throws DataException if one cannot be read
     */
    List<FileFingerprint> fingerprints() throws DataException;
}
