package studio.athanor.core.models;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;

/** Chooses devices for a model. What was asked for is obeyed or refused, never replaced by something else. */
final class DevicePlanner {

    /** A model this small answers on a CPU before a graphics card has woken up. */
    private static final long TINY_BYTES = 64_000_000;

    /** On top of the weights: a fifth for the cache, and a fixed part for graphs and the driver. */
    private static final double CACHE_SHARE = 0.2;

    private static final long WORKING_BYTES = 1L << 30;

    private DevicePlanner() {}

    /** Tells whether the choice depends on the devices of this machine. */
    static boolean needsDevices(DeviceChoice choice, long weightBytes) {
        return switch (choice) {
            case DeviceChoice.Automatic _ -> weightBytes > TINY_BYTES;
            case DeviceChoice.CpuOnly _ -> false;
            case DeviceChoice.Planned(DevicePlan plan) -> !plan.shares().isEmpty();
        };
    }

    /**
     * Chooses.
     *
     * @param devices of this machine; may be empty if {@link #needsDevices} says so
     * @throws EngineException.Unsupported if the plan names a device that is not there
     */
    static ModelSession.ChosenPlan choose(DeviceChoice choice, long weightBytes, List<EngineDevice> devices)
            throws EngineException {
        return switch (choice) {
            case DeviceChoice.CpuOnly _ -> cpu("On the CPU, as chosen.");
            case DeviceChoice.Planned(DevicePlan plan) -> planned(plan, devices);
            case DeviceChoice.Automatic _ -> automatic(weightBytes, devices);
        };
    }

    private static ModelSession.ChosenPlan automatic(long weightBytes, List<EngineDevice> devices) {
        if (weightBytes <= TINY_BYTES) {
            return cpu("On the CPU, which is quickest for a model this small.");
        }
        List<EngineDevice> cards = devices.stream()
                .filter(device -> device.kind() == EngineDevice.Kind.GPU && !isSoftware(device))
                .toList();
        if (cards.isEmpty()) {
            return cpu("On the CPU: no graphics card was found.");
        }
        long needed = (long) (weightBytes * (1 + CACHE_SHARE)) + WORKING_BYTES;
        Optional<EngineDevice> fitting = cards.stream()
                .filter(device -> device.freeBytes().orElse(0) >= needed)
                .max(Comparator.comparingLong(device -> device.freeBytes().orElse(0)));
        return fitting.map(device -> new ModelSession.ChosenPlan(
                        DevicePlan.single(device.id()), "On " + device.description() + ", where all of it fits."))
                .orElseGet(() -> cpu(String.format(
                        Locale.ROOT,
                        "On the CPU: about %.1f GiB are needed, and no graphics card has that much free.",
                        needed / (double) (1L << 30))));
    }

    /** Vulkan's software drivers call themselves graphics cards. */
    private static boolean isSoftware(EngineDevice device) {
        String text = device.description().toLowerCase(Locale.ROOT);
        return text.contains("llvmpipe") || text.contains("lavapipe") || text.contains("swiftshader");
    }

    private static ModelSession.ChosenPlan planned(DevicePlan plan, List<EngineDevice> devices) throws EngineException {
        if (plan.shares().isEmpty()) {
            return cpu("On the CPU, as planned.");
        }
        List<String> missing = plan.shares().stream()
                .map(DevicePlan.Share::deviceId)
                .filter(id -> devices.stream().noneMatch(device -> device.id().equals(id)))
                .toList();
        if (!missing.isEmpty()) {
            String found = devices.stream().map(EngineDevice::id).collect(Collectors.joining(", "));
            throw new EngineException.Unsupported(
                    "The plan names a device that is not there: " + String.join(", ", missing) + "; found are "
                            + (found.isEmpty() ? "none" : found) + ".",
                    "Choose devices that are there, or let them be chosen automatically.",
                    null);
        }
        String names = plan.shares().stream().map(DevicePlan.Share::deviceId).collect(Collectors.joining(", "));
        return new ModelSession.ChosenPlan(plan, "On " + names + ", as planned.");
    }

    private static ModelSession.ChosenPlan cpu(String reason) {
        return new ModelSession.ChosenPlan(DevicePlan.CPU, reason);
    }
}
