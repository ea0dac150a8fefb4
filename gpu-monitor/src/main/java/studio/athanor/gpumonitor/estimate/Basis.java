package studio.athanor.gpumonitor.estimate;

/** How a number of bytes was found, from the most to the least reliable. */
public enum Basis {
    /** By the very rule that the engine allocates by. */
    EXACT,
    /** By a dry run of the engine. */
    MEASURED,
    /** By a rule that was fitted to what the engine reports. */
    FITTED,
    /** By a rule for other models: the engine treats this one in a way that is not known here. */
    ASSUMED
}
