package studio.athanor.engines.spi;

/**
 * One loaded model. Thread-safe.
 *
 * <p>What can be done with it is in the sub-interfaces; ask with {@code instanceof}, after {@link
 * LoadedModel#capabilities()} said so.
 */
public interface Engine extends AutoCloseable {

    /** Returns what was loaded and what it took. */
    LoadedModel model();

    /** Cancels what runs, unloads the model and frees its memory. Blocks until that is done; idempotent. */
    @Override
    void close();
}
