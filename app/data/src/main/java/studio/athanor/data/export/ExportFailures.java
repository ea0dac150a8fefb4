package studio.athanor.data.export;

import java.io.IOException;
import java.nio.file.Path;
import studio.athanor.core.home.FileFailures;
import studio.athanor.data.DataException;
import studio.athanor.data.export.parquet.UnfitValueException;

/** Puts what ends an export into sentences. */
final class ExportFailures {

    private ExportFailures() {}

    static DataException of(IOException failure, Path target) {
        return switch (failure) {
            case Provenance.StoreFailedException store -> store.failure();
            case RowFailedException row -> ofRow(row);
            default -> ofFile(failure, target);
        };
    }

    private static DataException ofRow(RowFailedException failure) {
        String remedy = failure.getCause() instanceof UnfitValueException
                ? "Edit the row or take it out, or export as JSON lines, which hold any value."
                : "Mend the template, or take the row out.";
        return new DataException.FileFailed(
                "Row " + failure.row + " cannot be exported: " + failure.getMessage() + ".",
                remedy,
                failure.getCause());
    }

    private static DataException ofFile(IOException failure, Path target) {
        if (FileFailures.isDiskFull(failure)) {
            return new DataException.FileFailed(
                    "The export to " + target + " was not finished: there is no space left on the disk.",
                    "Free some space, or choose another disk. Nothing of the export was left there.",
                    failure);
        }
        return new DataException.FileFailed(
                "The export to " + target + " failed: " + FileFailures.reason(failure) + ".",
                "Check that the folder is there and may be written.",
                failure);
    }

    /** A row that cannot be written as it is. */
    static final class RowFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final long row;

        RowFailedException(long row, IOException cause) {
            super(cause.getMessage(), cause);
            this.row = row;
        }
    }
}
