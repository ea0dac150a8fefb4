package studio.athanor.core.models;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.gpumonitor.placement.DeviceBudget;

/**
 * Why a model is loaded anew: a device that had it was lost. Engines count devices, so that the name of the lost one may be that
 * of another by now, which nobody asked for.
 *
 * @param failure what was said of it
 * @param before how the model was planned while the device was there
 */
record LostDevice(Failure failure, Optional<PlannedLoad> before) {

    /** Returns what ended a session, if it was the loss of a device, or what it could not make good. */
    static Optional<LostDevice> of(LoadedSession session) {
        if (!(session.state() instanceof SessionState.Failed(Failure failure))) {
            return Optional.empty();
        }
        Optional<PlannedLoad> planned = session.plan().flatMap(ModelSession.ChosenPlan::planned);
        return failure.kind() == Failure.Kind.DEVICE_LOST && planned.isPresent()
                ? Optional.of(new LostDevice(failure, planned))
                : session.lostBefore();
    }

    /**
     * Refuses a plan whose devices were named by hand if a name means another device now.
     *
     * @throws EngineException.DeviceLost if so
     */
    void refuseOthers(DeviceChoice choice, ModelSession.ChosenPlan now) throws EngineException.DeviceLost {
        for (String id : named(choice)) {
            Optional<String> was = before.flatMap(planned -> name(id, planned));
            Optional<String> is = now.planned().flatMap(planned -> name(id, planned));
            if (was.isPresent() && is.isPresent() && !was.equals(is)) {
                throw new EngineException.DeviceLost(
                        id + " was " + was.get() + ", which is gone; now " + is.get() + " is called so.",
                        "Unload the model and plan it on the devices that are there, or let them be chosen automatically.",
                        failure.details().orElse(null));
            }
        }
    }

    /** Returns what happened and where the model is now, for people. */
    String told(ModelSession.ChosenPlan now) {
        String where = now.plan().shares().stream()
                .map(DevicePlan.Share::deviceId)
                .map(id -> now.planned().flatMap(planned -> name(id, planned)).orElse(id))
                .collect(Collectors.joining(" and "));
        return failure.message()
                + (where.isEmpty()
                        ? " The model is computed on the processor now, which is slower."
                        : " The model is on " + where + " now.");
    }

    private static Set<String> named(DeviceChoice choice) {
        return switch (choice) {
            case DeviceChoice.Automatic(PlacementWishes wishes) -> wishes.pinned();
            case DeviceChoice.CpuOnly _ -> Set.of();
            case DeviceChoice.Planned(DevicePlan plan) ->
                plan.shares().stream().map(DevicePlan.Share::deviceId).collect(Collectors.toCollection(TreeSet::new));
        };
    }

    private static Optional<String> name(String id, PlannedLoad planned) {
        return planned.request().devices().stream()
                .filter(device -> device.id().equals(id) && !device.name().isBlank())
                .map(DeviceBudget::name)
                .findFirst();
    }
}
