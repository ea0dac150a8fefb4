package studio.athanor.gpumonitor;

/** How closely somebody follows the cards. The closest of all observers sets the pace. */
public enum Interest {
    /** A model is being loaded: memory changes fast. */
    LOADING(250, 250),
    /** Somebody looks at the cards. */
    WATCHING(500, 500),
    /** A small bar in a corner; slower still while nothing happens. */
    GLANCING(1000, 2000);

    private final long intervalMillis;
    private final long idleIntervalMillis;

    Interest(long intervalMillis, long idleIntervalMillis) {
        this.intervalMillis = intervalMillis;
        this.idleIntervalMillis = idleIntervalMillis;
    }

    /**
     * Returns the time from one reading to the next.
     *
     * @param idle whether all cards have been doing nothing for a while
     */
    public long intervalMillis(boolean idle) {
        return idle ? idleIntervalMillis : intervalMillis;
    }
}
