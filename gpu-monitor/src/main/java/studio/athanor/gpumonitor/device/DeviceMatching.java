package studio.athanor.gpumonitor.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;

/**
 * Joins what engines see to the cards of the machine. An address decides; without one, name and size decide if exactly one
 * card and one device fit each other. Positions in lists decide nothing: CUDA puts the fastest card first, Vulkan asks its
 * loader, NVML follows the bus.
 */
public final class DeviceMatching {

    /** Runtimes count a card's memory with or without what the driver keeps for itself. */
    private static final double SIZE_TOLERANCE = 0.06;

    private final List<DeviceIdentity> cards;
    private final Map<EngineSeenDevice, DeviceIdentity> matches = new LinkedHashMap<>();

    private DeviceMatching(List<DeviceIdentity> cards) {
        this.cards = cards;
    }

    /**
     * Returns all cards in their order, each with the engines' names for it, then the devices that only engines see, such
     * as software ones.
     */
    public static List<GpuDevice> join(List<DeviceIdentity> cards, List<EngineSeenDevice> seen) {
        DeviceMatching matching = new DeviceMatching(cards);
        matching.matchByAddress(seen);
        matching.matchByNameAndSize(seen);
        return matching.joined(seen);
    }

    private void matchByAddress(List<EngineSeenDevice> seen) {
        for (EngineSeenDevice device : seen) {
            device.pci()
                    .flatMap(pci -> cards.stream()
                            .filter(card -> card.hardware().pci().equals(Optional.of(pci)))
                            .findFirst())
                    .ifPresent(card -> matches.put(device, card));
        }
    }

    private void matchByNameAndSize(List<EngineSeenDevice> seen) {
        Map<EngineSeenDevice, DeviceIdentity> found = new LinkedHashMap<>();
        for (EngineSeenDevice device : seen) {
            List<DeviceIdentity> fitting = fittingCards(device);
            if (fitting.size() == 1 && rivals(device, fitting.getFirst(), seen) == 1) {
                found.put(device, fitting.getFirst());
            }
        }
        matches.putAll(found);
    }

    private List<DeviceIdentity> fittingCards(EngineSeenDevice device) {
        return isOpen(device)
                ? cards.stream()
                        .filter(card -> fits(device, card) && !isTaken(card, device))
                        .toList()
                : List.of();
    }

    private boolean isOpen(EngineSeenDevice device) {
        return !matches.containsKey(device) && device.pci().isEmpty() && !device.isSoftware();
    }

    /** A runtime names each card once: a card that has its name there already is not what another name means. */
    private boolean isTaken(DeviceIdentity card, EngineSeenDevice by) {
        return matches.entrySet().stream()
                .anyMatch(match -> match.getValue().equals(card) && isSameRuntime(match.getKey(), by));
    }

    private long rivals(EngineSeenDevice device, DeviceIdentity card, List<EngineSeenDevice> seen) {
        return seen.stream()
                .filter(other -> isSameRuntime(other, device) && isOpen(other) && fits(other, card))
                .count();
    }

    private List<GpuDevice> joined(List<EngineSeenDevice> seen) {
        List<GpuDevice> devices = new ArrayList<>();
        for (DeviceIdentity card : cards) {
            devices.add(new GpuDevice(
                    card,
                    seen.stream()
                            .filter(device -> card.equals(matches.get(device)))
                            .toList()));
        }
        Map<String, List<EngineSeenDevice>> others = new LinkedHashMap<>();
        seen.stream()
                .filter(device -> !matches.containsKey(device))
                .forEach(device -> others.computeIfAbsent(ownKey(device), _ -> new ArrayList<>())
                        .add(device));
        others.values().forEach(group -> devices.add(new GpuDevice(identityOf(group.getFirst()), group)));
        return List.copyOf(devices);
    }

    private static String ownKey(EngineSeenDevice device) {
        return device.pci().map(PciAddress::toString).orElse(device.id() + " " + device.description());
    }

    private static DeviceIdentity identityOf(EngineSeenDevice device) {
        return new DeviceIdentity(
                device.description(),
                device.isSoftware() ? DeviceKind.SOFTWARE : DeviceKind.DISCRETE,
                new HardwareIds(
                        device.pci(),
                        device.pci().isPresent() ? Optional.empty() : Optional.of("engine:" + device.id()),
                        OptionalInt.empty(),
                        OptionalInt.empty()),
                SystemNames.NONE,
                new MemoryFacts(device.totalBytes(), OptionalLong.empty()));
    }

    private static boolean isSameRuntime(EngineSeenDevice one, EngineSeenDevice other) {
        return one.engine().equals(other.engine()) && one.runtime().equals(other.runtime());
    }

    private static boolean fits(EngineSeenDevice device, DeviceIdentity card) {
        return isLikeName(device.description(), card.name())
                && isLikeSize(device.totalBytes(), card.memory().totalBytes());
    }

    private static boolean isLikeSize(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return true;
        }
        double larger = Math.max(one.getAsLong(), other.getAsLong());
        return Math.abs(one.getAsLong() - other.getAsLong()) <= larger * SIZE_TOLERANCE;
    }

    private static boolean isLikeName(String one, String other) {
        String left = plain(one);
        String right = plain(other);
        return !left.isEmpty() && !right.isEmpty() && (left.equals(right) || ends(left, right) || ends(right, left));
    }

    /** Some leave the maker's name out: {@code RTX 3090} is {@code NVIDIA GeForce RTX 3090}, but not a 3090 Ti. */
    private static boolean ends(String longer, String shorter) {
        return longer.endsWith(" " + shorter);
    }

    /**
     * Leaves out what drivers add: trademarks and, in parentheses, the chip's or the driver's name; and the number of a twin,
     * by which nobody else knows it.
     */
    private static String plain(String name) {
        return name.replaceAll("\\((?:R|TM|r|tm)\\)", "")
                .replaceAll("\\([^)]*\\)", "")
                .replaceAll(" #[0-9]+$", "")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
