package studio.athanor.data.run;

/**
 * What a run is doing.
 */
public enum RunStatus {
    /** Nothing runs; it can be resumed. */
    PAUSED,
    RUNNING,
    /** All rows are there. */
    COMPLETE,
    /** It stopped for a reason that {@link RunStore#reason()} tells; it can be resumed. */
    STOPPED
}
