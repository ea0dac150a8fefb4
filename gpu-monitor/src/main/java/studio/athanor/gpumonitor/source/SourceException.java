package studio.athanor.gpumonitor.source;

/** Why a source gives nothing. */
public abstract sealed class SourceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    private SourceException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Returns what the user can do; empty if nothing is wrong. */
    public String remedy() {
        return remedy;
    }

    /** What the source looks at is not there: no such driver, another operating system. Nothing is wrong. */
    public static final class NotPresent extends SourceException {

        private static final long serialVersionUID = 1L;

        public NotPresent(String message) {
            super(message, "");
        }
    }

    /** It should work and does not. */
    public static final class Failed extends SourceException {

        private static final long serialVersionUID = 1L;

        private final String code;

        /**
         * Makes a failure.
         *
         * @param code short and stable, for example {@code NVML-18}
         * @param message what failed, with what
         * @param remedy what the user can do
         */
        public Failed(String code, String message, String remedy) {
            super(message, remedy);
            this.code = code;
        }

        /** Returns the short, stable code. */
        public String code() {
            return code;
        }
    }
}
