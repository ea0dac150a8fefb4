package studio.athanor.gpumonitor.health;

/** How bad a finding is. */
public enum Severity {
    /** Good to know. */
    NOTE,
    /** Works, but worse than it should or perhaps not for long. */
    WARNING,
    /** Broken. */
    FAILURE
}
