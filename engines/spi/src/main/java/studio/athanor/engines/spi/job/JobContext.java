package studio.athanor.engines.spi.job;

/** What the body of a job can say to its observers and ask of them. */
public interface JobContext {

    /** Tells observers how far the work is. */
    void progress(Progress progress);

    /** Returns quietly, or throws if the job was cancelled. */
    void checkCancelled() throws InterruptedException;

    /**
     * Registers something to close when the job is cancelled, for work that an interrupt does not reach. Closed at once
     * if the job is cancelled already.
     */
    void onCancel(AutoCloseable resource);
}
