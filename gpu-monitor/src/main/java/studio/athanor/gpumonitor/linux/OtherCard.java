package studio.athanor.gpumonitor.linux;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.Activity;
import studio.athanor.gpumonitor.reading.ClockReading;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.FanReading;
import studio.athanor.gpumonitor.reading.FaultReading;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.reading.MemoryReading;
import studio.athanor.gpumonitor.reading.PowerReading;
import studio.athanor.gpumonitor.reading.ThermalReading;
import studio.athanor.gpumonitor.reading.ThermalReading.Limits;

/**
 * A card whose driver has no files of its own here: it is listed, and its link is read, and its temperature if the driver
 * tells it as radeon and nouveau do.
 */
final class OtherCard implements KernelCard {

    private final DrmCard card;
    private final KernelFolder device;
    private final RuntimePower power;
    private final Hwmon hwmon;
    private final PcieFiles pcie;
    private final Limits limits;
    private final DeviceIdentity identity;

    OtherCard(DrmCard card, String name) {
        this.card = card;
        device = new KernelFolder(card.device());
        power = card.runtimePower();
        hwmon = Hwmon.of(card.device());
        pcie = new PcieFiles(device);
        limits = new Limits(
                OptionalDouble.empty(),
                hwmon.onlyCelsius("_crit"),
                hwmon.onlyCelsius("_emergency"),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        identity = new DeviceIdentity(name, DeviceKind.DISCRETE, card.hardware(), card.systemNames(), MemoryFacts.NONE);
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public GpuReading read(DrmClients.OfCard clients, long nanos) {
        if (!card.isThere()) {
            return GpuReading.absent(DeviceState.LOST);
        }
        if (power.isAsleep()) {
            return GpuReading.asleep(OptionalLong.empty());
        }
        return new GpuReading(
                DeviceState.OK,
                MemoryReading.NONE,
                clients.listing().processes().isEmpty() ? Optional.empty() : Optional.of(clients.listing()),
                Activity.NONE,
                new ThermalReading(hwmon.onlyCelsius("_input"), OptionalDouble.empty(), OptionalDouble.empty(), limits),
                PowerReading.NONE,
                ClockReading.NONE,
                FanReading.NONE,
                pcie.read(),
                Optional.empty(),
                FaultReading.NONE,
                Optional.empty());
    }

    @Override
    public void close() {
        device.close();
        hwmon.close();
        power.close();
    }
}
