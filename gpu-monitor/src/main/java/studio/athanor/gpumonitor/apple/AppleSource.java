package studio.athanor.gpumonitor.apple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PcieReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.HostMemorySource;
import studio.athanor.gpumonitor.source.SourceException;

/** Graphics units of Apple's computers. Each look starts a program, so there is one every two seconds at most. */
public final class AppleSource implements DeviceSource {

    private static final List<String> COMMAND =
            List.of("/usr/sbin/ioreg", "-r", "-c", "IOAccelerator", "-d", "1", "-w", "0");
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final HostMemorySource host;
    private List<AcceleratorEntry> entries = List.of();
    private int cards;
    private long lookedNanos;

    /**
     * Looks at nothing yet.
     *
     * @param host the memory that the units share
     */
    public AppleSource(HostMemorySource host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "macOS";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")) {
            throw new SourceException.NotPresent("This is not macOS.");
        }
        look();
        cards = entries.size();
        if (cards == 0) {
            throw new SourceException.NotPresent("macOS lists no accelerator.");
        }
        return entries.stream().map(AppleSource::identity).toList();
    }

    @Override
    public List<GpuReading> read() throws SourceException {
        if (System.nanoTime() - lookedNanos >= INTERVAL_NANOS) {
            look();
        }
        List<GpuReading> readings = new ArrayList<>();
        for (int i = 0; i < cards; i++) {
            readings.add(i < entries.size() ? reading(entries.get(i)) : GpuReading.absent(DeviceState.LOST));
        }
        return readings;
    }

    @Override
    public void close() {
        // holds nothing
    }

    private void look() throws SourceException {
        try {
            Process process = new ProcessBuilder(COMMAND)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            entries =
                    AcceleratorEntry.parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            lookedNanos = System.nanoTime();
        } catch (IOException e) {
            throw new SourceException.Failed(
                    "IOREG", "The registry of the I/O kit cannot be read: " + e.getMessage(), "Restart the computer.");
        }
    }

    private GpuReading reading(AcceleratorEntry entry) {
        OptionalLong total = host.read().totalBytes();
        MemoryReading memory = new MemoryReading(
                total,
                entry.usedBytes(),
                host.read().availableBytes(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                true);
        return new GpuReading(
                DeviceState.OK,
                memory,
                Optional.empty(),
                new Activity(entry.gpuPercent(), OptionalDouble.empty()),
                ThermalReading.NONE,
                PowerReading.NONE,
                ClockReading.NONE,
                FanReading.NONE,
                PcieReading.NONE,
                Optional.empty(),
                FaultReading.NONE,
                Optional.empty());
    }

    private static DeviceIdentity identity(AcceleratorEntry entry) {
        return new DeviceIdentity(
                entry.model(),
                DeviceKind.INTEGRATED,
                new HardwareIds(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty()),
                SystemNames.NONE,
                MemoryFacts.NONE);
    }
}
