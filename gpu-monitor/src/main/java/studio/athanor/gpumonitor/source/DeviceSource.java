package studio.athanor.gpumonitor.source;

import java.util.List;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.reading.GpuReading;

/**
 * One way to look at cards. All methods are called by one thread, {@link #open} first, so that a source may keep native
 * memory confined to it; they may block as long as a driver blocks. After {@link #close} a source may be opened again, as is
 * done when it failed or lost a card.
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
     * Tells whether closing this source and opening it again would tell more than reading it, as when a card has woken up
     * that was not opened because that would have woken it. Asked before every reading.
     */
    default boolean wantsReopening() {
        return false;
    }

    /**
     * Looks at every card once, in the order of {@link #open}. What a card does not answer is absent, and one card's failure
     * is no other's.
     *
     * @throws SourceException if the source as a whole failed; it is closed then, and opened again after a pause
     */
    List<GpuReading> read() throws SourceException;

    /** Lets go of everything; does nothing if the source is not open. */
    @Override
    void close();
}
