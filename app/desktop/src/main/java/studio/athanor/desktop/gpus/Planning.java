package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.gpumonitor.BoardReading;
import studio.athanor.gpumonitor.DeviceReading;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.PlacementException;
import studio.athanor.gpumonitor.placement.PlacementRequest;
import studio.athanor.gpumonitor.placement.Planner;

/** Plans as the window needs them: on the memory that is free at the moment. Thread-safe; blocks for milliseconds. */
public final class Planning {

    private final Texts texts = Texts.of(Planning.class);
    private final Studio studio;

    /** Creates a planning of a studio's models. */
    public Planning(Studio studio) {
        this.studio = studio;
    }

    /**
     * Plans a load as it would be planned if the model was loaded now, with every device at hand.
     *
     * @param devices as the engines found them
     * @throws EngineException if the file cannot be read, or nothing fits
     */
    public PlannedLoad plan(ModelEntry entry, ModelLoadSettings settings, List<EngineDevice> devices)
            throws EngineException {
        return switch (settings.devices()) {
            case DeviceChoice.CpuOnly _ -> onProcessor(entry, settings, devices);
            case DeviceChoice.Planned(DevicePlan plan) -> byHand(onProcessor(entry, settings, devices), plan);
            case DeviceChoice.Automatic(PlacementWishes wishes) ->
                best(entry, onProcessor(entry, settings, devices), wishes.objective());
        };
    }

    /** Prices the model on the processor, from where layers can be moved. */
    PlannedLoad onProcessor(ModelEntry entry, ModelLoadSettings settings, List<EngineDevice> devices)
            throws EngineException {
        PlacementWishes wishes =
                settings.devices() instanceof DeviceChoice.Automatic(PlacementWishes own) ? own : PlacementWishes.NONE;
        return studio.planner()
                .onProcessor(
                        entry.name(),
                        entry.file(),
                        settings.options(),
                        withFreeBytes(entry, devices),
                        studio.settings().get(DeviceLimits.SECTION).joinedTo(wishes, PhysicalDevices.keys(devices)));
    }

    /** Finds the plan that a load would choose, which for a tiny model is the processor. */
    PlannedLoad best(ModelEntry entry, PlannedLoad base, Objective objective) throws EngineException {
        long weights = entry.facts().map(ModelFacts::weightBytes).orElse(entry.fileBytes());
        boolean pinned = base.request().devices().stream().anyMatch(DeviceBudget::pinned);
        return weights <= LoadPlanner.TINY_BYTES && !pinned
                ? withReasons(base, List.of(texts.get("plan.tiny")), true)
                : automatic(base, objective);
    }

    /** Finds the best plan. Emulated devices are never chosen unless they are pinned: the processor is quicker. */
    static PlannedLoad automatic(PlannedLoad base, Objective objective) throws EngineException {
        PlacementRequest request = base.request()
                .withObjective(objective)
                .withDevices(base.request().devices().stream()
                        .map(device ->
                                device.withExcluded(device.excluded() || (isSoftware(device) && !device.pinned())))
                        .toList());
        try {
            return new PlannedLoad(base.layout(), base.settings(), request, Planner.plan(request));
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    /** The reasons for which a plan was chosen say more than that it was given by hand. */
    static PlannedLoad withReasons(PlannedLoad load, List<String> reasons, boolean proven) {
        Placement priced = load.placement();
        return new PlannedLoad(
                load.layout(),
                load.settings(),
                load.request(),
                new Placement(
                        priced.plan(),
                        priced.stages(),
                        priced.untouched(),
                        priced.secondsPerToken(),
                        priced.slowestStageSeconds(),
                        proven,
                        reasons));
    }

    static boolean isSoftware(DeviceBudget device) {
        return LoadPlanner.isSoftware(new EngineDevice(
                device.id(),
                device.name(),
                EngineDevice.Kind.GPU,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty()));
    }

    static PlannedLoad byHand(PlannedLoad base, DevicePlan plan) throws EngineException {
        int left = base.request().model().layerCount();
        List<LayerPlan.Share> shares = new ArrayList<>();
        for (DevicePlan.Share share : plan.shares()) {
            int layers = Math.min(left, share.layers());
            if (layers > 0) {
                shares.add(new LayerPlan.Share(share.deviceId(), layers));
                left -= layers;
            }
        }
        try {
            return base.withPlan(new LayerPlan(
                    shares, plan.hostTensors().map(LayerPlan::expertLayers).orElse(Set.of())));
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    private static EngineException refused(PlacementException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof PlacementException.NothingFits
                ? new EngineException.OutOfMemory(message, e.remedy(), null)
                : new EngineException.InvalidRequest(message, e.remedy(), null);
    }

    /** What a card says of itself now counts more than what an engine once found; what the model holds would be free. */
    private List<EngineDevice> withFreeBytes(ModelEntry entry, List<EngineDevice> devices) {
        Optional<BoardReading> board = studio.devices().latest();
        Set<String> ids = devices.stream().map(EngineDevice::id).collect(Collectors.toSet());
        Map<String, Long> own = new HashMap<>();
        studio.sessions()
                .session(entry.ref())
                .ifPresent((ModelSession session) -> own.putAll(ModelMemory.of(session, ids)));
        return devices.stream()
                .map(device -> board.flatMap(now -> now.device(Studio.ENGINES, device.id()))
                        .map(DeviceReading::reading)
                        .filter(reading -> reading.memory().freeBytes().isPresent())
                        .map(reading -> withFree(
                                device, reading.memory().freeBytes().getAsLong() + own.getOrDefault(device.id(), 0L)))
                        .orElse(device))
                .toList();
    }

    private static EngineDevice withFree(EngineDevice device, long bytes) {
        return new EngineDevice(
                device.id(),
                device.description(),
                device.kind(),
                OptionalLong.of(bytes),
                device.totalBytes(),
                device.busId());
    }
}
