package studio.athanor.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A failure that can be expected of the studio itself; engines have {@link studio.athanor.engines.spi.EngineException}.
 * The message says what failed and with what, {@link #remedy()} what to do, {@link #code()} is short and stable.
 */
public abstract sealed class StudioException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String remedy;

    private StudioException(String code, String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.remedy = remedy;
    }

    /** Returns a short, stable code, for example {@code HOME-2}. */
    public final String code() {
        return code;
    }

    /** Returns what a person can do, a sentence. */
    public final String remedy() {
        return remedy;
    }

    /** Returns message and remedy as one text for a terminal. */
    public final String sentence() {
        return getMessage() + " " + remedy;
    }

    /** The studio's folder cannot be used: it is a file, cannot be made, or cannot be written to. */
    public static final class HomeUnusable extends StudioException {
        private static final long serialVersionUID = 1L;

        public HomeUnusable(String code, String message, String remedy, @Nullable Throwable cause) {
            super(code, message, remedy, cause);
        }
    }

    /** Another studio keeps its conversations in this folder now. */
    public static final class HomeInUse extends StudioException {
        private static final long serialVersionUID = 1L;

        public HomeInUse(String message, String remedy) {
            super("HOME-4", message, remedy, null);
        }
    }

    /** The disk has no space left. */
    public static final class DiskFull extends StudioException {
        private static final long serialVersionUID = 1L;

        public DiskFull(String message, String remedy, @Nullable Throwable cause) {
            super("DISK-1", message, remedy, cause);
        }
    }

    /** The database was written by a newer version of the program. */
    public static final class StoreTooNew extends StudioException {
        private static final long serialVersionUID = 1L;

        public StoreTooNew(String message, String remedy) {
            super("STORE-1", message, remedy, null);
        }
    }

    /** The database is damaged; {@code StoreRecovery} can restore a backup or save what is readable. */
    public static final class StoreDamaged extends StudioException {
        private static final long serialVersionUID = 1L;

        private final transient Path file;

        public StoreDamaged(String message, String remedy, Path file, @Nullable Throwable cause) {
            super("STORE-2", message, remedy, cause);
            this.file = file;
        }

        /** Returns the damaged file. */
        public Path file() {
            return file;
        }
    }

    /** The database cannot be read or written now. */
    public static final class StoreFailed extends StudioException {
        private static final long serialVersionUID = 1L;

        public StoreFailed(String message, String remedy, @Nullable Throwable cause) {
            super("STORE-3", message, remedy, cause);
        }
    }

    /** Something that was asked for by its id does not exist (any more). */
    public static final class NotFound extends StudioException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message, String remedy) {
            super("FIND-1", message, remedy, null);
        }
    }

    /** What was given cannot be taken: a file to import or attach, a name, a value. */
    public static final class InputRejected extends StudioException {
        private static final long serialVersionUID = 1L;

        public InputRejected(String code, String message, String remedy, @Nullable Throwable cause) {
            super(code, message, remedy, cause);
        }
    }

    /** A file of the user's could not be read or written. */
    public static final class FileFailed extends StudioException {
        private static final long serialVersionUID = 1L;

        public FileFailed(String message, String remedy, @Nullable Throwable cause) {
            super("FILE-1", message, remedy, cause);
        }
    }
}
