package studio.athanor.gpumonitor.health;

import java.util.Optional;

/**
 * How fast a device read its memory when it was measured last, and at its best.
 *
 * @param deviceKey the card; absent for the processor
 * @param name people's word for it
 * @param bytesPerSecond the last measurement
 * @param bestBytesPerSecond the best one with the same engine
 */
public record MeasuredSpeed(
        Optional<String> deviceKey, String name, double bytesPerSecond, double bestBytesPerSecond) {}
