package studio.athanor.gpumonitor.device;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What tells one physical card from all others, and what others call it.
 *
 * @param name the model's name, for example {@code NVIDIA GeForce RTX 3090}
 * @param kind its sort
 * @param hardware where it sits and what it is
 * @param system what the operating system and the vendor's library call it
 * @param memory what is known of its memory without measuring
 */
public record DeviceIdentity(
        String name, DeviceKind kind, HardwareIds hardware, SystemNames system, MemoryFacts memory) {

    /**
     * Facts burnt into the card or given by the slot.
     *
     * @param pci the slot
     * @param uuid the vendor's unique name of this very card, for example {@code GPU-1f3c…}
     * @param vendorId PCI vendor, for example 0x10de
     * @param deviceId PCI device
     */
    public record HardwareIds(
            Optional<PciAddress> pci, Optional<String> uuid, OptionalInt vendorId, OptionalInt deviceId) {

        /** Nothing known. */
        public static final HardwareIds NONE =
                new HardwareIds(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());

        HardwareIds or(HardwareIds other) {
            return new HardwareIds(
                    pci.or(other::pci),
                    uuid.or(other::uuid),
                    vendorId.isPresent() ? vendorId : other.vendorId,
                    deviceId.isPresent() ? deviceId : other.deviceId);
        }
    }

    /**
     * Names that hold until the next start of the machine.
     *
     * @param driver the driver and, where known, its version, for example {@code amdgpu} or {@code nvidia 580.65.06}
     * @param nvmlIndex the index that nvidia-smi shows; engines count differently
     * @param drmCard the kernel's name, for example {@code card0}
     */
    public record SystemNames(Optional<String> driver, OptionalInt nvmlIndex, Optional<String> drmCard) {

        /** Nothing known. */
        public static final SystemNames NONE = new SystemNames(Optional.empty(), OptionalInt.empty(), Optional.empty());

        SystemNames or(SystemNames other) {
            return new SystemNames(
                    driver.or(other::driver),
                    nvmlIndex.isPresent() ? nvmlIndex : other.nvmlIndex,
                    drmCard.or(other::drmCard));
        }
    }

    /**
     * The card's memory.
     *
     * @param totalBytes its size
     * @param peakBytesPerSecond width of its bus times its highest rate; what a data sheet says, not a measurement
     */
    public record MemoryFacts(OptionalLong totalBytes, OptionalLong peakBytesPerSecond) {

        /** Nothing known. */
        public static final MemoryFacts NONE = new MemoryFacts(OptionalLong.empty(), OptionalLong.empty());

        MemoryFacts or(MemoryFacts other) {
            return new MemoryFacts(
                    totalBytes.isPresent() ? totalBytes : other.totalBytes,
                    peakBytesPerSecond.isPresent() ? peakBytesPerSecond : other.peakBytesPerSecond);
        }
    }

    /**
     * Returns a key that stays the same from one start to the next as long as the card stays in its slot: by it settings
     * and histories are kept.
     */
    public String key() {
        return hardware.pci()
                .map(DeviceIdentity::key)
                .or(() -> hardware.uuid().map(uuid -> "uuid:" + uuid))
                .or(() -> system.drmCard().map(card -> "drm:" + card))
                .orElse("name:" + name);
    }

    /** Returns the key of a card whose address is known. */
    static String key(PciAddress pci) {
        return "pci:" + pci;
    }

    /** Tells whether both are surely the same card: equal addresses, else equal unique names. */
    public boolean isSameCard(DeviceIdentity other) {
        Optional<PciAddress> otherPci = other.hardware.pci();
        if (hardware.pci().isPresent() && otherPci.isPresent()) {
            return hardware.pci().equals(otherPci);
        }
        return hardware.uuid().isPresent() && hardware.uuid().equals(other.hardware.uuid());
    }

    /** Returns this identity with a number behind its name, which tells it from its twins. */
    public DeviceIdentity numbered(long number) {
        return new DeviceIdentity(name + " #" + number, kind, hardware, system, memory);
    }

    /** Returns this identity with what it lacks filled from another report of the same card. */
    public DeviceIdentity filledFrom(DeviceIdentity other) {
        return new DeviceIdentity(
                name, kind, hardware.or(other.hardware), system.or(other.system), memory.or(other.memory));
    }
}
