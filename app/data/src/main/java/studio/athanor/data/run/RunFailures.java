package studio.athanor.data.run;

import java.nio.file.Path;
import java.sql.SQLException;
import studio.athanor.data.DataException;

/** Puts SQLite's result codes into words. */
final class RunFailures {

    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private RunFailures() {}

    /** Returns why a run cannot be written on: it stops, and can be resumed. */
    static DataException writing(SQLException failure, Path folder) {
        return switch (code(failure)) {
            case FULL ->
                stopped(
                        "The disk is full: the run in " + folder + " cannot be written on.",
                        "Free some space and resume the run; its rows are kept.",
                        failure);
            case IO_ERROR ->
                stopped(
                        "The disk reported an error on the run in " + folder + ".",
                        "Check the disk and its free space, and resume the run.",
                        failure);
            case BUSY, LOCKED ->
                stopped(
                        "Another program has locked the run in " + folder + ".",
                        "Close that program and resume the run.",
                        failure);
            case READ_ONLY, CANNOT_OPEN, PERMISSION ->
                stopped(
                        "The run in " + folder + " cannot be written to.",
                        "Allow writing to its folder and resume the run.",
                        failure);
            default -> reading(failure, folder);
        };
    }

    /** Returns why a run cannot be read. */
    static DataException reading(SQLException failure, Path folder) {
        return switch (code(failure)) {
            case CORRUPT ->
                failed(
                        "The run in " + folder + " is damaged: " + failure.getMessage() + ".",
                        "Export what can still be read, and begin the run anew in another folder.",
                        failure);
            case NOT_A_DATABASE ->
                failed("The file run.db in " + folder + " is not a database.", "Choose the folder of a run.", failure);
            case CANNOT_OPEN, PERMISSION, READ_ONLY ->
                failed(
                        "The run in " + folder + " cannot be opened.",
                        "Check that the folder is there and may be used.",
                        failure);
            default ->
                failed(
                        "The run in " + folder + " cannot be read: " + failure.getMessage() + ".",
                        "Try again; if it happens again, report this with the log.",
                        failure);
        };
    }

    static boolean isBusy(SQLException failure) {
        return code(failure) == BUSY || code(failure) == LOCKED;
    }

    private static DataException stopped(String message, String remedy, SQLException cause) {
        return new DataException.RunStopped(message, remedy, cause);
    }

    private static DataException failed(String message, String remedy, SQLException cause) {
        return new DataException.FileFailed(message, remedy, cause);
    }

    /** The low byte of the result code; https://sqlite.org/rescode.html lists them. */
    private static int code(SQLException failure) {
        return failure.getErrorCode() & 0xFF;
    }
}
