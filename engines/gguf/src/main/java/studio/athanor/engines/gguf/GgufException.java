package studio.athanor.engines.gguf;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A reason to keep a file away from native code. The message names the file, the field and what is wrong with it, for
 * example {@code model.gguf: metadata key tokenizer.ggml.scores: array of INT8, must be FLOAT32}; {@link #remedy()} says
 * what a person can do.
 */
public abstract sealed class GgufException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;
    private final String field;
    private final String reason;
    private final String remedy;

    private GgufException(Path file, String field, String reason, String remedy, @Nullable Throwable cause) {
        super(message(file, field, reason), cause);
        this.file = file;
        this.field = field;
        this.reason = reason;
        this.remedy = remedy;
    }

    private static String message(Path file, String field, String reason) {
        Path name = file.getFileName();
        String shown = Printable.of(name == null ? file.toString() : name.toString());
        return field.isEmpty() ? shown + ": " + reason : shown + ": " + field + ": " + reason;
    }

    /** Returns the refused file, or null after this exception was serialized. */
    public @Nullable Path file() {
        return file;
    }

    /** Returns the part of the file that is wrong, for example {@code tensor blk.0.attn_q.weight}; empty for all of it. */
    public String field() {
        return field;
    }

    /** Returns what is wrong with the field, with the values found and wanted. */
    public String reason() {
        return reason;
    }

    /** Returns what a person can do, a sentence. */
    public String remedy() {
        return remedy;
    }

    /** The file cannot be opened or read, or changed while it was read. */
    public static final class Unreadable extends GgufException {
        private static final long serialVersionUID = 1L;

        Unreadable(Path file, String reason, String remedy, @Nullable Throwable cause) {
            super(file, "", reason, remedy, cause);
        }
    }

    /** The file is something else: another format, a web page, a placeholder, nothing at all. */
    public static final class NotGguf extends GgufException {
        private static final long serialVersionUID = 1L;

        NotGguf(Path file, String reason, String remedy) {
            super(file, "", reason, remedy, null);
        }
    }

    /** The file ends before what its header announces. */
    public static final class Incomplete extends GgufException {
        private static final long serialVersionUID = 1L;

        Incomplete(Path file, String field, String reason, String remedy) {
            super(file, field, reason, remedy, null);
        }
    }

    /** The file breaks a rule of the format. */
    public static final class Malformed extends GgufException {
        private static final long serialVersionUID = 1L;

        Malformed(Path file, String field, String reason, String remedy) {
            super(file, field, reason, remedy, null);
        }
    }

    /** The file may be sound, but needs something that this engine does not have. */
    public static final class Unsupported extends GgufException {
        private static final long serialVersionUID = 1L;

        Unsupported(Path file, String field, String reason, String remedy) {
            super(file, field, reason, remedy, null);
        }
    }

    /** The file exceeds a limit of {@link GgufLimits}. */
    public static final class LimitExceeded extends GgufException {
        private static final long serialVersionUID = 1L;

        LimitExceeded(Path file, String field, String reason, String remedy) {
            super(file, field, reason, remedy, null);
        }
    }

    /** The header is well-formed, but what it says about the model cannot be true. */
    public static final class Inconsistent extends GgufException {
        private static final long serialVersionUID = 1L;

        Inconsistent(Path file, String field, String reason, String remedy) {
            super(file, field, reason, remedy, null);
        }
    }
}
