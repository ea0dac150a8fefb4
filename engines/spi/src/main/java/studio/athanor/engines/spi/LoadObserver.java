package studio.athanor.engines.spi;

/** Is told how far a load is. Called from any thread; must not block. */
@FunctionalInterface
public interface LoadObserver {

    /** An observer that ignores everything. */
    LoadObserver NONE = (stage, fraction) -> {};

    /**
     * Reports progress.
     *
     * @param stage what is being done, for example {@code weights} or {@code context}
     * @param fraction done so far, from 0 to 1
     */
    void progress(String stage, double fraction);
}
