package studio.athanor.core.store;

import java.nio.file.Path;
import java.sql.SQLException;
import studio.athanor.core.StudioException;
import studio.athanor.core.home.FileFailures;

/** Puts SQLite's result codes into words. */
final class SqliteFailures {

    /** What to do about a failure. */
    enum Kind {
        /** The disk is full, failing or locked: a new connection may work later. */
        PASSING,
        /** The file is damaged. */
        DAMAGE,
        /** The statement or its values are wrong. */
        REFUSED
    }

    private SqliteFailures() {}

    static Kind kind(SQLException failure) {
        return switch (primaryCode(failure)) {
            case FULL, IO_ERROR, CANNOT_OPEN, BUSY, LOCKED, READ_ONLY, NO_MEMORY, PROTOCOL, PERMISSION, INTERRUPTED ->
                Kind.PASSING;
            case CORRUPT, NOT_A_DATABASE -> Kind.DAMAGE;
            default -> Kind.REFUSED;
        };
    }

    static StudioException toStudioException(SQLException failure, Path file) {
        return switch (primaryCode(failure)) {
            case FULL -> FileFailures.diskFull(file, failure);
            case IO_ERROR ->
                failed(
                        "The disk reported an error on the database " + file + ".",
                        "Check the disk and make a copy of the file; what is not saved yet is kept and tried again.",
                        failure);
            case CANNOT_OPEN, PERMISSION ->
                failed("The database " + file + " cannot be opened.", "Check that its folder may be used.", failure);
            case READ_ONLY ->
                failed(
                        "The database " + file + " cannot be written to.",
                        "Allow writing to it; what is not saved yet is kept and tried again.",
                        failure);
            case BUSY, LOCKED, PROTOCOL ->
                failed(
                        "Another program has locked the database " + file + ".",
                        "Close that program; what is not saved yet is kept and tried again.",
                        failure);
            case CORRUPT, NOT_A_DATABASE -> damaged(file, failure);
            default ->
                failed(
                        "The database " + file + " refused a change: " + failure.getMessage() + ".",
                        "Report this with the log; nothing else was changed.",
                        failure);
        };
    }

    static StudioException.StoreDamaged damaged(Path file, Throwable cause) {
        return new StudioException.StoreDamaged(
                "The database " + file + " is damaged: " + cause.getMessage() + ".",
                "Restore a backup, or save what can still be read; the damaged file is kept.",
                file,
                cause);
    }

    private static StudioException.StoreFailed failed(String message, String remedy, SQLException cause) {
        return new StudioException.StoreFailed(message, remedy, cause);
    }

    /** The low byte of the result code; https://sqlite.org/rescode.html lists them. */
    private static int primaryCode(SQLException failure) {
        return failure.getErrorCode() & 0xFF;
    }

    private static final int PERMISSION = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int NOT_A_DATABASE = 26;
}
