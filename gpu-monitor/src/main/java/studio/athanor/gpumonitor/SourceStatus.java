package studio.athanor.gpumonitor;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source of readings is doing.
 *
 * @param source its name
 * @param state how it is doing
 * @param code short and stable, for failures; else empty
 * @param message what is wrong; empty if nothing is
 * @param remedy what the user can do; empty if there is nothing to do
 * @param retryAt when it is opened again if somebody looks then, since it failed or a card of it does not answer; absent if
 *     it is not
 */
public record SourceStatus(
        String source, State state, String code, String message, String remedy, Optional<Instant> retryAt) {

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
        return new SourceStatus(source, state, "", "", "", Optional.empty());
    }

    SourceStatus retriedAt(Instant at) {
        return new SourceStatus(source, state, code, message, remedy, Optional.of(at));
    }
}
