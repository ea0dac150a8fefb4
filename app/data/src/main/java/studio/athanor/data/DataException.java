package studio.athanor.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be expected to go wrong with recipes and runs: what failed, with what, and what to do. */
public sealed class DataException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    private DataException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** Returns what to do about it, a sentence. */
    public String remedy() {
        return remedy;
    }

    /** A recipe cannot be used; all findings are in {@link #problems()}. */
    public static final class RecipeInvalid extends DataException {
        private static final long serialVersionUID = 1L;

        private final transient List<Problem> problems;

        /** Makes the failure. */
        public RecipeInvalid(String file, List<Problem> problems) {
            super(
                    "The recipe " + file + " has "
                            + (problems.size() == 1 ? "a mistake" : problems.size() + " mistakes") + ": "
                            + problems.getFirst().sentence(),
                    "Mend it where the line numbers say.",
                    null);
            this.problems = List.copyOf(problems);
        }

        /** Returns all that is wrong, at least one. */
        public List<Problem> problems() {
            return problems;
        }
    }

    /** A file that a recipe or a person names cannot be read or written. */
    public static final class FileFailed extends DataException {
        private static final long serialVersionUID = 1L;

        /** Makes the failure. */
        public FileFailed(String message, String remedy, @Nullable Throwable cause) {
            super(message, remedy, cause);
        }
    }

    /** A run cannot go on; what it made is kept and it can be resumed. */
    public static final class RunStopped extends DataException {
        private static final long serialVersionUID = 1L;

        /** Makes the failure. */
        public RunStopped(String message, String remedy, @Nullable Throwable cause) {
            super(message, remedy, cause);
        }
    }
}
