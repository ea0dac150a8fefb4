package studio.athanor.core.placement;

import java.time.Instant;
import java.util.Optional;
import studio.athanor.gpumonitor.health.MeasuredSpeed;
import studio.athanor.gpumonitor.placement.Bandwidth;

/**
 * What was measured of a device's memory.
 *
 * @param name the device's, as its runtime described it; another name at the same place is another device
 * @param build the engine that measured, for example {@code llama.cpp 0.5.0}
 * @param bytesPerSecond the last measurement
 * @param bestBytesPerSecond the best one of this build, which later ones are compared with
 * @param measuredAt when it was measured last
 */
public record KeptBandwidth(
        String name, String build, double bytesPerSecond, double bestBytesPerSecond, Instant measuredAt) {

    /** Returns the last measurement as plans use it. */
    public Bandwidth bandwidth() {
        return new Bandwidth(bytesPerSecond, Bandwidth.Source.MEASURED);
    }

    /**
     * Returns the last and the best measurement, for an examination.
     *
     * @param deviceKey the card; absent for the processor
     */
    public MeasuredSpeed speed(Optional<String> deviceKey) {
        return new MeasuredSpeed(deviceKey, name, bytesPerSecond, bestBytesPerSecond);
    }
}
