package studio.athanor.engines.spi.text;

/** A request that was started. */
public interface RunningText {

    /** Asks for the end; the listener gets {@link TextEvent.Cancelled} soon, unless the request ended before. */
    void cancel();
}
