package studio.athanor.gpumonitor.linux;

import java.util.OptionalLong;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;

/**
 * A card that slept when it was found: nothing of it is read that would wake it. AMD's driver keeps the size of the memory
 * and the product's name at hand.
 */
final class SleepingCard implements KernelCard {

    private final DrmCard card;
    private final KernelFolder device;
    private final RuntimePower power;
    private final OptionalLong totalBytes;
    private final DeviceIdentity identity;

    SleepingCard(DrmCard card, String name) {
        this.card = card;
        device = new KernelFolder(card.device());
        power = card.runtimePower();
        totalBytes = device.file("mem_info_vram_total").number();
        identity = new DeviceIdentity(
                device.file("product_name").text().orElse(name),
                DeviceKind.DISCRETE,
                card.hardware(),
                card.systemNames(),
                new MemoryFacts(totalBytes, OptionalLong.empty()));
    }

    @Override
    public DeviceIdentity identity() {
        return identity;
    }

    @Override
    public boolean hasWoken() {
        return card.isThere() && !power.isAsleep();
    }

    @Override
    public GpuReading read(DrmClients.OfCard clients, long nanos) {
        return card.isThere() ? GpuReading.asleep(totalBytes) : GpuReading.absent(DeviceState.LOST);
    }

    @Override
    public void close() {
        device.close();
        power.close();
    }
}
