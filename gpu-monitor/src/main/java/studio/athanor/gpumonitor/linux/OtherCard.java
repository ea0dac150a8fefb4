package studio.athanor.gpumonitor.linux;

import java.util.Optional;
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

/** A card whose driver has no files of its own here: it is listed, and its link is read. */
final class OtherCard implements KernelCard {

    private final DrmCard card;
    private final KernelFolder device;
    private final PcieFiles pcie;
    private final DeviceIdentity identity;

    OtherCard(DrmCard card, String name) {
        this.card = card;
        device = new KernelFolder(card.device());
        pcie = new PcieFiles(device);
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
        return new GpuReading(
                DeviceState.OK,
                MemoryReading.NONE,
                clients.listing().processes().isEmpty() ? Optional.empty() : Optional.of(clients.listing()),
                Activity.NONE,
                ThermalReading.NONE,
                PowerReading.NONE,
                ClockReading.NONE,
                FanReading.NONE,
                pcie.read(),
                Optional.empty(),
                FaultReading.NONE);
    }

    @Override
    public void close() {
        device.close();
    }
}
