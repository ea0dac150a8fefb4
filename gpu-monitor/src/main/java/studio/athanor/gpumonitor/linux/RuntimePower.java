package studio.athanor.gpumonitor.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.device.PciAddress;

/**
 * Whether the kernel has put a PCI device to sleep ({@code Documentation/ABI/testing/sysfs-devices-power}). Asking this does
 * not wake the device, unlike reading its sensors or, since Linux 6.18, its link.
 */
public final class RuntimePower implements AutoCloseable {

    /** A display controller's class is 0x03 and what it is in detail. */
    private static final int DISPLAY_CLASS = 0x03;

    private final KernelFile status;

    RuntimePower(Path device) {
        status = new KernelFile(device.resolve("power/runtime_status"));
    }

    /** Returns the state of the device at an address, which need not exist. */
    public static RuntimePower of(SystemFolders folders, PciAddress address) {
        return new RuntimePower(folders.sys().resolve("bus/pci/devices").resolve(address.toString()));
    }

    /** Returns the states of all cards of a maker. */
    public static List<RuntimePower> ofCards(SystemFolders folders, int vendorId) {
        List<RuntimePower> cards = new ArrayList<>();
        for (Path device : KernelFolder.entries(folders.sys().resolve("bus/pci/devices"), "*")) {
            boolean card = number(device.resolve("vendor")).orElse(0) == vendorId
                    && number(device.resolve("class")).orElse(0) >>> 16 == DISPLAY_CLASS;
            if (card) {
                cards.add(new RuntimePower(device));
            }
        }
        return List.copyOf(cards);
    }

    /** Tells whether the device sleeps or falls asleep; no if the kernel does not say. */
    public boolean isAsleep() {
        Optional<String> text = status.text();
        return text.isPresent() && (text.get().equals("suspended") || text.get().equals("suspending"));
    }

    @Override
    public void close() {
        status.close();
    }

    private static OptionalLong number(Path path) {
        try (KernelFile file = new KernelFile(path)) {
            return file.number();
        }
    }
}
