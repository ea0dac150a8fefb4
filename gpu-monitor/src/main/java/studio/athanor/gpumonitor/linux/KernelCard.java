package studio.athanor.gpumonitor.linux;

import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.reading.GpuReading;

/** One driver's way to show a card. */
sealed interface KernelCard extends AutoCloseable permits AmdCard, IntelCard, OtherCard, SleepingCard {

    DeviceIdentity identity();

    /** Tells whether it slept when it was found and does not any more, so that it should be found again. */
    default boolean hasWoken() {
        return false;
    }

    /**
     * Looks at the card.
     *
     * @param clients the processes on it
     * @param nanos the time, of {@link System#nanoTime}
     */
    GpuReading read(DrmClients.OfCard clients, long nanos);

    @Override
    void close();
}
