package studio.athanor.gpumonitor.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.PciAddress;

/**
 * A card as the kernel's graphics subsystem lists it.
 *
 * @param name the kernel's name, for example {@code card0}
 * @param folder where the card's own files are
 * @param device where its PCI device's files are
 * @param pci its address
 * @param vendorId PCI vendor
 * @param deviceId PCI device
 * @param driver the driver's name, empty if none is bound
 */
record DrmCard(
        String name, Path folder, Path device, PciAddress pci, int vendorId, int deviceId, Optional<String> driver) {

    static final int AMD = 0x1002;
    static final int INTEL = 0x8086;
    static final int NVIDIA = 0x10de;

    private static final Pattern CARD = Pattern.compile("card[0-9]+");

    /** Finds the cards on the PCI bus. Links are followed to their ends, since paths through them mean something else. */
    static List<DrmCard> find(Path sys) {
        List<DrmCard> cards = new ArrayList<>();
        for (Path entry : KernelFolder.entries(sys.resolve("class/drm"), "card*")) {
            String name = String.valueOf(entry.getFileName());
            if (CARD.matcher(name).matches()) {
                of(name, entry).ifPresent(cards::add);
            }
        }
        return cards;
    }

    HardwareIds hardware() {
        return new HardwareIds(Optional.of(pci), Optional.empty(), OptionalInt.of(vendorId), OptionalInt.of(deviceId));
    }

    SystemNames systemNames() {
        return new SystemNames(driver, OptionalInt.empty(), Optional.of(name));
    }

    /** Tells whether the card is still on the bus. */
    boolean isThere() {
        return device.resolve("vendor").toFile().exists();
    }

    /** Returns what tells whether it sleeps. */
    RuntimePower runtimePower() {
        return new RuntimePower(device);
    }

    private static Optional<DrmCard> of(String name, Path entry) {
        try {
            Path folder = entry.toRealPath();
            Path device = folder.resolve("device").toRealPath();
            Optional<PciAddress> pci = PciAddress.parse(String.valueOf(device.getFileName()));
            if (pci.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new DrmCard(
                    name,
                    folder,
                    device,
                    pci.get(),
                    id(device.resolve("vendor")),
                    id(device.resolve("device")),
                    KernelFolder.targetName(device.resolve("driver"))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static int id(Path path) {
        try (KernelFile file = new KernelFile(path)) {
            OptionalLong id = file.number();
            return (int) id.orElse(0);
        }
    }
}
