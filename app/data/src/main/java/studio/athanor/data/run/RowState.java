package studio.athanor.data.run;

/**
 * Where a row of a run stands.
 */
public enum RowState {
    /** It counts. */
    ACCEPTED,
    /** It was tried as often as allowed and did not pass. */
    REJECTED,
    /** A person took it out, or put the row back that it replaces; it does not count. */
    REMOVED
}
