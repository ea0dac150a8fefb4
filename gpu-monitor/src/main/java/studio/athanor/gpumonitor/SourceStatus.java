package studio.athanor.gpumonitor;

/**
 * How a source of readings is doing.
 *
 * @param source its name
 * @param state how it is doing
 * @param code short and stable, for failures; else empty
 * @param message what is wrong; empty if nothing is
 * @param remedy what the user can do; empty if there is nothing to do
 */
public record SourceStatus(String source, State state, String code, String message, String remedy) {

    /** How a source is doing. */
    public enum State {
        /** It looks for its cards. */
        OPENING,
        /** It answers. */
        WORKING,
        /** It takes longer than it may; its last readings are shown for a while. */
        LATE,
        /** What it looks at is not on this machine. */
        NOT_PRESENT,
        /** It should work and does not. */
        FAILED
    }

    static SourceStatus of(String source, State state) {
        return new SourceStatus(source, state, "", "", "");
    }
}
