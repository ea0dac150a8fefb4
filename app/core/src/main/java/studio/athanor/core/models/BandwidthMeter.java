package studio.athanor.core.models;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import studio.athanor.core.placement.DeviceBandwidths;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.MeasuredBandwidth;

/** Measures how fast devices read their memory, each in a process of its own, and keeps the results. Blocks. */
final class BandwidthMeter {

    private final EngineOpener opener;
    private final DeviceBandwidths bandwidths;

    /** Devices share the host's memory or its buses, so that two measurements would disturb each other. */
    private final Semaphore oneAtATime = new Semaphore(1, true);

    BandwidthMeter(EngineOpener opener, DeviceBandwidths bandwidths) {
        this.opener = opener;
        this.bandwidths = bandwidths;
    }

    /**
     * Measures a device by the first engine that can.
     *
     * @param devices all that engines see
     */
    KeptBandwidth measure(String deviceId, List<EngineDevice> devices) throws EngineException, InterruptedException {
        EngineDevice device = devices.stream()
                .filter(each -> each.id().equals(deviceId))
                .findFirst()
                .orElseThrow(() -> new EngineException.Unsupported(
                        "There is no device " + deviceId + "; found are "
                                + devices.stream().map(EngineDevice::id).collect(Collectors.joining(", ")) + ".",
                        "Look for the devices again, or measure one that is there.",
                        null));
        oneAtATime.acquire();
        try {
            return measure(device, devices);
        } finally {
            oneAtATime.release();
        }
    }

    private KeptBandwidth measure(EngineDevice device, List<EngineDevice> devices)
            throws EngineException, InterruptedException {
        for (EngineProvider provider : opener.providers()) {
            if (opener.availability(provider) instanceof Availability.Available available) {
                Optional<MeasuredBandwidth> measured = opener.measureBandwidth(provider, device.id());
                if (measured.isPresent()) {
                    return bandwidths.keep(device, devices, available.build(), measured.get());
                }
            }
        }
        throw new EngineException.Unsupported(
                "No engine that is installed can measure " + device.id() + ".",
                "Plans use the bandwidth of its data sheet.",
                null);
    }
}
