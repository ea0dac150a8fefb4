package studio.athanor.gpumonitor.health;

import java.util.Locale;
import java.util.Optional;
import studio.athanor.gpumonitor.DeviceHistory;
import studio.athanor.gpumonitor.device.GpuDevice;
import studio.athanor.gpumonitor.reading.GpuReading;

/**
 * A card under examination.
 *
 * @param device the card
 * @param reading how it is now
 * @param history how it was; empty if it was never looked at before
 * @param books what the studio believes of its memory
 */
record Examined(GpuDevice device, GpuReading reading, DeviceHistory history, MemoryBooks books) {

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
    HealthFinding finding(Severity severity, String code, String remedy, String sentence, Object... values) {
        return new HealthFinding(
                severity, code, Optional.of(device.key()), String.format(Locale.ROOT, sentence, values), remedy);
    }

    String name() {
        return device.identity().name();
    }
}
