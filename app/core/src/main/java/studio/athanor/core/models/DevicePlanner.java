package studio.athanor.core.models;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.gpumonitor.placement.LayerPlan;

/** Chooses devices for a model. What was asked for is obeyed or refused, never replaced by something else. */
final class DevicePlanner {

    /** Fuller than this, a plan is worth a look at what the engine itself says of its scratch. */
    private static final double NEARLY_FULL = 0.85;

    private final EngineOpener opener;
    private final LoadPlanner planner;

    DevicePlanner(EngineOpener opener, LoadPlanner planner) {
        this.opener = opener;
        this.planner = planner;
    }

    /** Adds to a model's wishes what holds on the devices that are there. */
    @FunctionalInterface
    interface Limits {
        PlacementWishes addTo(PlacementWishes wishes, List<EngineDevice> devices);
    }

    /**
     * Chooses. Blocks while the devices are looked at, in a process of their own.
     *
     * @param limits of an automatic choice
     * @throws EngineException if the plan names a device that is not there, the wishes contradict themselves, or nothing fits
     */
    ModelSession.ChosenPlan choose(
            EngineProvider provider,
            ModelEntry entry,
            long weightBytes,
            LoadOptions options,
            DeviceChoice choice,
            Limits limits)
            throws EngineException, InterruptedException {
        return switch (choice) {
            case DeviceChoice.CpuOnly _ -> cpu("On the CPU, as chosen.");
            case DeviceChoice.Planned(DevicePlan plan) ->
                plan.shares().isEmpty()
                        ? cpu("On the CPU, as planned.")
                        : planned(plan, entry, options, opener.devices(provider));
            case DeviceChoice.Automatic(PlacementWishes wishes) ->
                LoadPlanner.isTiny(weightBytes, wishes)
                        ? cpu("On the CPU, which is quickest for a model this small.")
                        : automatic(provider, entry, options, wishes, limits);
        };
    }

    private ModelSession.ChosenPlan automatic(
            EngineProvider provider, ModelEntry entry, LoadOptions options, PlacementWishes own, Limits limits)
            throws EngineException, InterruptedException {
        List<EngineDevice> present = opener.devices(provider);
        PlacementWishes wishes = limits.addTo(own, present);
        requireThere("The model is to be on", own.pinned(), present);
        PlannedLoad planned = planner.choose(entry.name(), entry.file(), options, present, wishes);
        if (!planned.devicePlan().shares().isEmpty() && (nearlyFull(planned) || usesHost(planned))) {
            planned = planner.measured(
                    planned,
                    plan -> opener.measureCompute(
                            provider, new OpenRequest(entry.file().toString(), options, plan)));
        }
        return new ModelSession.ChosenPlan(
                planned.devicePlan(), String.join(" ", planned.reasons()), Optional.of(planned));
    }

    private static boolean usesHost(PlannedLoad planned) {
        LayerPlan plan = planned.placement().plan();
        return plan.layers() < planned.request().model().layerCount()
                || !plan.expertsOnHost().isEmpty();
    }

    private static boolean nearlyFull(PlannedLoad planned) {
        return planned.placement().stages().stream()
                .anyMatch(stage -> stage.layers() > 0 && stage.bytes() > NEARLY_FULL * stage.limitBytes());
    }

    private ModelSession.ChosenPlan planned(
            DevicePlan plan, ModelEntry entry, LoadOptions options, List<EngineDevice> devices) throws EngineException {
        requireThere(
                "The plan names",
                plan.shares().stream().map(DevicePlan.Share::deviceId).collect(Collectors.toSet()),
                devices);
        String names = plan.shares().stream().map(DevicePlan.Share::deviceId).collect(Collectors.joining(", "));
        PlannedLoad priced = planner.price(entry.name(), entry.file(), options, devices, PlacementWishes.NONE, plan);
        return new ModelSession.ChosenPlan(plan, "On " + names + ", as planned.", Optional.of(priced));
    }

    /** What was named by hand and is gone is not replaced by something else. */
    private static void requireThere(String whoNames, Set<String> named, List<EngineDevice> devices)
            throws EngineException.Unsupported {
        Set<String> missing = named.stream()
                .filter(id -> devices.stream().noneMatch(device -> device.id().equals(id)))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            String found = devices.stream().map(EngineDevice::id).collect(Collectors.joining(", "));
            throw new EngineException.Unsupported(
                    whoNames + " a device that is not there: " + String.join(", ", missing) + "; found are "
                            + (found.isEmpty() ? "none" : found) + ".",
                    "Choose devices that are there, or let them be chosen automatically.",
                    null);
        }
    }

    private static ModelSession.ChosenPlan cpu(String reason) {
        return new ModelSession.ChosenPlan(DevicePlan.CPU, reason, Optional.empty());
    }
}
