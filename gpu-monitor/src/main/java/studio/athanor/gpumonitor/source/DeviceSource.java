package studio.athanor.gpumonitor.source;

import java.util.List;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.reading.GpuReading;

/**
 * One way to look at cards. All methods are called by one thread, {@link #open} first and once, so that a source may keep
 * native memory confined to it; they may block as long as a driver blocks.
 */
public interface DeviceSource extends AutoCloseable {

    /** Returns what people call this source, for example {@code NVML}. */
    String name();

    /**
     * Finds the cards.
     *
     * @throws SourceException if this source cannot work here
     */
    List<DeviceIdentity> open() throws SourceException;

    /**
     * Looks at every card once, in the order of {@link #open}. What a card does not answer is absent, and one card's failure
     * is no other's.
     *
     * @throws SourceException if the source as a whole failed; the next call may succeed
     */
    List<GpuReading> read() throws SourceException;

    /** Lets go of everything; does nothing if the source was never opened. */
    @Override
    void close();
}
