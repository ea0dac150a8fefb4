package studio.athanor.core.placement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import studio.athanor.engines.gguf.GgufException;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.gpumonitor.estimate.ContextSettings;
import studio.athanor.gpumonitor.estimate.ModelLayout;
import studio.athanor.gpumonitor.placement.Bandwidth;
import studio.athanor.gpumonitor.placement.ContextSearch;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.JointPlanner;
import studio.athanor.gpumonitor.placement.KnownBandwidths;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.PlacementException;
import studio.athanor.gpumonitor.placement.PlacementRequest;
import studio.athanor.gpumonitor.placement.Planner;
import studio.athanor.gpumonitor.reading.HostMemory;

/**
 * Plans loads: joins the header of a model file, the options of the load, the devices of the machine and a person's wishes.
 * Thread-safe. Reading a header blocks for milliseconds, once for each of the last few files; the rest is arithmetic.
 */
public final class LoadPlanner {

    /** A model whose weights are this small answers on a CPU before a graphics card has woken up. */
    public static final long TINY_BYTES = 64_000_000;

    /** Longest context that is chosen unasked; the engine chooses the same. */
    private static final int DEFAULT_CONTEXT = 8192;

    private static final int DEFAULT_BATCH = 2048;
    private static final int DEFAULT_MICRO_BATCH = 512;

    /** The engine asks for at least as many outputs of a batch. */
    private static final int LEAST_OUTPUTS = 16;

    private static final int MOST_DRY_RUNS = 4;

    private static final long HOST_RESERVE_BYTES = 1L << 30;

    /** What a driver takes of a card for a process that uses it: its context and kernels. An assumption. */
    private static final long CONTEXT_OVERHEAD_BYTES = 256L << 20;

    private final Supplier<HostMemory> host;
    private final Function<List<EngineDevice>, Map<String, Bandwidth>> measured;
    private final RecentLayouts layouts = new RecentLayouts();

    /**
     * Creates a planner that knows bandwidths by the names of cards only.
     *
     * @param host reads the host's memory
     */
    public LoadPlanner(Supplier<HostMemory> host) {
        this(host, devices -> Map.of());
    }

    /**
     * Creates a planner.
     *
     * @param host reads the host's memory
     * @param measured bandwidths of those devices that were measured, by the engine's names; they count more than data
     *     sheets, which tell what no program reaches
     */
    public LoadPlanner(Supplier<HostMemory> host, Function<List<EngineDevice>, Map<String, Bandwidth>> measured) {
        this.host = host;
        this.measured = measured;
    }

    /**
     * Finds the best plan.
     *
     * @param name of the model, for sentences
     * @param file the model; of several parts, the first
     * @param devices of the machine, the processor included
     * @throws EngineException if the file cannot be read, the wishes contradict themselves, or nothing fits
     */
    public PlannedLoad plan(
            String name, Path file, LoadOptions options, List<EngineDevice> devices, PlacementWishes wishes)
            throws EngineException {
        ModelLayout layout = layout(file);
        ContextSettings settings = settings(options, layout);
        PlacementRequest request = request(name, layout, settings, devices, wishes);
        try {
            return best(layout, settings, request, !wishes.pinned().isEmpty());
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    /**
     * Plans as a load does that is left to choose its devices: a tiny model stays on the processor unless a device is pinned,
     * emulated devices are left out, and without a card a model may be larger than the memory.
     *
     * @param devices of the machine, the processor and emulated ones included
     * @throws EngineException as {@link #plan} does
     */
    public PlannedLoad choose(
            String name, Path file, LoadOptions options, List<EngineDevice> devices, PlacementWishes wishes)
            throws EngineException {
        List<EngineDevice> usable = withoutSoftware(devices, wishes.named());
        if (isTiny(layout(file).tensorBytes(), wishes)) {
            return onProcessor(name, file, options, usable, wishes)
                    .withReasons(List.of("On the CPU, which is quickest for a model this small."));
        }
        try {
            return plan(name, file, options, usable, wishes);
        } catch (EngineException.OutOfMemory tooLittle) {
            PlannedLoad mapped = onProcessor(name, file, options, usable, wishes);
            if (mapped.request().devices().stream().anyMatch(device -> !device.excluded() && !device.sharesHost())) {
                throw tooLittle;
            }
            // without memory of a card there is nothing to choose, and weights are mapped: a tight machine reads them
            // from the disk
            return mapped.withReasons(
                    List.of("On the CPU, from which parts of the model will be read from the disk again and again: "
                            + tooLittle.getMessage()));
        }
    }

    /** Tells whether a model answers on a CPU before a graphics card has woken up, and no card is asked for. */
    public static boolean isTiny(long weightBytes, PlacementWishes wishes) {
        return weightBytes <= TINY_BYTES && wishes.pinned().isEmpty();
    }

    /** Whoever names devices wants the model on them: the host takes layers only if there is no other way. */
    private static PlannedLoad best(
            ModelLayout layout, ContextSettings settings, PlacementRequest request, boolean offHost)
            throws PlacementException {
        if (offHost) {
            PlacementRequest without = request.withHost(request.host().withComputes(false));
            try {
                return new PlannedLoad(layout, settings, without, Planner.plan(without));
            } catch (PlacementException.NothingFits e) {
                return best(layout, settings, request, false);
            }
        }
        return new PlannedLoad(layout, settings, request, Planner.plan(request));
    }

    /**
     * Finds the best plan with the longest context that fits, up to what the model was trained for.
     *
     * @param options whose context does not count
     * @param offHost whether the model must be on cards only, so that a longer context never costs speed
     * @throws EngineException as {@link #plan} does
     */
    public PlannedLoad longestContext(
            String name,
            Path file,
            LoadOptions options,
            List<EngineDevice> devices,
            PlacementWishes wishes,
            boolean offHost)
            throws EngineException {
        ModelLayout layout = layout(file);
        int most = Math.max(
                ContextSearch.STEP,
                layout.trainedContextTokens() == 0
                        ? DEFAULT_CONTEXT
                        : Math.clamp(layout.trainedContextTokens(), 1, Integer.MAX_VALUE));
        ContextSettings settings = settings(options, layout);
        PlacementRequest any = request(name, layout, settings, devices, wishes);
        PlacementRequest request = any.withHost(any.host().withComputes(!offHost));
        List<String> ids = request.devices().stream().map(DeviceBudget::id).toList();
        try {
            ContextSearch.Longest longest = ContextSearch.longest(
                    tokens -> layout.demand(name, settings.withContextTokens(tokens), ids),
                    request,
                    Math.min(ContextSearch.STEP, most),
                    most);
            ContextSettings found = settings.withContextTokens(longest.contextTokens());
            return new PlannedLoad(
                    layout, found, request.withModel(layout.demand(name, found, ids)), longest.placement());
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    /**
     * A model that is to be placed together with others.
     *
     * @param name for sentences
     * @param file the model; of several parts, the first
     * @param options how it will be loaded
     */
    public record Wanted(String name, Path file, LoadOptions options) {}

    /**
     * Places several models together, so that none takes the room that another needs more. The objective is the fastest answer
     * of each.
     *
     * @param models at least one, in the order of the result
     * @throws EngineException if a file cannot be read, the wishes contradict themselves, or the models do not fit together
     */
    public List<PlannedLoad> planTogether(List<Wanted> models, List<EngineDevice> devices, PlacementWishes wishes)
            throws EngineException {
        List<ModelLayout> layouts = new ArrayList<>();
        List<ContextSettings> contexts = new ArrayList<>();
        List<PlacementRequest> requests = new ArrayList<>();
        for (Wanted wanted : models) {
            ModelLayout layout = layout(wanted.file());
            ContextSettings settings = settings(wanted.options(), layout);
            layouts.add(layout);
            contexts.add(settings);
            requests.add(request(wanted.name(), layout, settings, devices, wishes));
        }
        try {
            List<Placement> placements = JointPlanner.plan(
                            requests.stream()
                                    .map(request -> new JointPlanner.Wanted(request.model(), 1))
                                    .toList(),
                            requests.getFirst())
                    .placements();
            List<PlannedLoad> planned = new ArrayList<>();
            for (int i = 0; i < placements.size(); i++) {
                planned.add(new PlannedLoad(layouts.get(i), contexts.get(i), requests.get(i), placements.get(i)));
            }
            return planned;
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    /**
     * Prices the model on the processor alone, with every device that is given at hand: from here a person moves layers by
     * {@link PlannedLoad#withPlan}. Emulated devices are not left out.
     *
     * @throws EngineException if the file cannot be read
     */
    public PlannedLoad onProcessor(
            String name, Path file, LoadOptions options, List<EngineDevice> devices, PlacementWishes wishes)
            throws EngineException {
        ModelLayout layout = layout(file);
        ContextSettings settings = settings(options, layout);
        PlacementRequest request = request(name, layout, settings, devices, wishes);
        try {
            return new PlannedLoad(layout, settings, request, Planner.evaluate(request, LayerPlan.HOST_ONLY));
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    /**
     * Prices a plan that was made by hand; it may not fit, and says so.
     *
     * @throws EngineException if the file cannot be read, or the plan is impossible
     */
    public PlannedLoad price(
            String name,
            Path file,
            LoadOptions options,
            List<EngineDevice> devices,
            PlacementWishes wishes,
            DevicePlan plan)
            throws EngineException {
        ModelLayout layout = layout(file);
        ContextSettings settings = settings(options, layout);
        Set<String> named =
                plan.shares().stream().map(DevicePlan.Share::deviceId).collect(Collectors.toSet());
        PlacementRequest request = request(name, layout, settings, withoutSoftware(devices, named), wishes);
        try {
            return new PlannedLoad(layout, settings, request, Planner.evaluate(request, layers(plan, layout)));
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    /** Measures what an engine reserves for a plan, without loading anything. */
    @FunctionalInterface
    public interface ScratchMeter {

        /**
         * Goes through the load of a plan without allocating. Blocks for a second or so.
         *
         * @return bytes by device
         */
        Map<String, Long> measure(DevicePlan plan) throws EngineException, InterruptedException;
    }

    /**
     * Makes a plan sure by what the engine measures for it. Where the rule said too much, layers return to the cards; where
     * it said too little, they leave. Each better plan is measured too, so the figures of the result are its own. Blocks for
     * a few dry runs.
     *
     * @return the best plan that was measured and fits; if none of a few does, the last one by what was measured
     * @throws EngineException if nothing fits, or a dry run fails
     */
    public PlannedLoad measured(PlannedLoad first, ScratchMeter meter) throws EngineException, InterruptedException {
        try {
            PlannedLoad current = first;
            Optional<PlannedLoad> best = Optional.empty();
            Set<LayerPlan> seen = new HashSet<>();
            for (int run = 0;
                    run < MOST_DRY_RUNS && seen.add(current.placement().plan());
                    run++) {
                PlannedLoad measured = current.withMeasuredCompute(meter.measure(current.devicePlan()));
                if (measured.placement().verdict() == Placement.Verdict.FITS && isBetter(measured, best)) {
                    best = Optional.of(new PlannedLoad(
                            first.layout(), first.settings(), measured.request(), keepingWords(current, measured)));
                }
                try {
                    current = new PlannedLoad(
                            first.layout(), first.settings(), measured.request(), Planner.plan(measured.request()));
                } catch (PlacementException.NothingFits e) {
                    if (best.isEmpty()) {
                        throw e;
                    }
                    break;
                }
            }
            return best.orElse(current);
        } catch (PlacementException e) {
            throw refused(e);
        }
    }

    private static boolean isBetter(PlannedLoad load, Optional<PlannedLoad> best) {
        return best.isEmpty()
                || load.request()
                                .objective()
                                .bestFirst()
                                .compare(load.placement(), best.get().placement())
                        < 0;
    }

    private static Placement keepingWords(PlannedLoad first, PlannedLoad measured) {
        Placement priced = measured.placement();
        return new Placement(
                priced.plan(),
                priced.stages(),
                priced.untouched(),
                priced.secondsPerToken(),
                priced.slowestStageSeconds(),
                first.placement().proven(),
                first.reasons());
    }

    private ModelLayout layout(Path file) throws EngineException {
        try {
            return layouts.read(file);
        } catch (GgufException e) {
            throw new EngineException.ModelRejected(String.valueOf(e.getMessage()), e.remedy(), null);
        }
    }

    private static ContextSettings settings(LoadOptions options, ModelLayout layout) {
        int trained = Math.clamp(layout.trainedContextTokens(), 0, Integer.MAX_VALUE);
        int context =
                options.contextTokens().orElse(trained == 0 ? DEFAULT_CONTEXT : Math.min(trained, DEFAULT_CONTEXT));
        int sequences = options.parallelSequences();
        int batch = Math.max(sequences, orElse(options.batchTokens(), DEFAULT_BATCH));
        return new ContextSettings(
                context,
                sequences,
                sequences > 1 && !options.batchInvariant(),
                batch,
                Math.min(batch, orElse(options.microBatchTokens(), DEFAULT_MICRO_BATCH)),
                Math.max(sequences, LEAST_OUTPUTS),
                GgufType.valueOf(options.keyType().name()),
                GgufType.valueOf(options.valueType().name()),
                options.resolvedFlashAttention() != LoadOptions.FlashAttention.OFF,
                false);
    }

    private static int orElse(OptionalInt value, int other) {
        return value.orElse(other);
    }

    private PlacementRequest request(
            String name,
            ModelLayout layout,
            ContextSettings settings,
            List<EngineDevice> devices,
            PlacementWishes wishes) {
        Map<String, Bandwidth> bandwidths = measured.apply(devices);
        List<DeviceBudget> budgets = new ArrayList<>();
        for (EngineDevice device : devices) {
            if (device.kind() == EngineDevice.Kind.GPU || device.kind() == EngineDevice.Kind.INTEGRATED_GPU) {
                budgets.add(budget(device, wishes, Optional.ofNullable(bandwidths.get(device.id()))));
            }
        }
        HostMemory memory = host.get();
        HostBudget processor = new HostBudget(
                memory.availableBytes().orElseGet(() -> hostFree(devices)),
                HOST_RESERVE_BYTES,
                devices.stream()
                        .filter(device -> device.kind() == EngineDevice.Kind.CPU && bandwidths.containsKey(device.id()))
                        .findFirst()
                        .map(device -> bandwidths.get(device.id()))
                        .orElseGet(() -> KnownBandwidths.ofNameOrKind("", KnownBandwidths.Kind.PROCESSOR)),
                true);
        List<String> ids = budgets.stream().map(DeviceBudget::id).toList();
        return PlacementRequest.of(layout.demand(name, settings, ids), budgets, processor, wishes.objective())
                .withExpertsToHost(wishes.expertsToHost());
    }

    private static long hostFree(List<EngineDevice> devices) {
        return devices.stream()
                .filter(device -> device.kind() == EngineDevice.Kind.CPU)
                .map(EngineDevice::freeBytes)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max()
                .orElse(Long.MAX_VALUE / 2);
    }

    private static DeviceBudget budget(EngineDevice device, PlacementWishes wishes, Optional<Bandwidth> measured) {
        boolean software = isSoftware(device);
        KnownBandwidths.Kind kind = software
                ? KnownBandwidths.Kind.SOFTWARE
                : device.kind() == EngineDevice.Kind.INTEGRATED_GPU
                        ? KnownBandwidths.Kind.INTEGRATED
                        : KnownBandwidths.Kind.DISCRETE;
        long total = device.totalBytes().orElse(0);
        // nobody asked for the usual reserve, so a card that is smaller than it is left alone, not refused
        long usual = software ? 0 : Math.min(PlacementWishes.USUAL_RESERVE_BYTES, total);
        return DeviceBudget.of(
                        device.id(),
                        device.description(),
                        total,
                        device.freeBytes().orElse(total),
                        wishes.reserveBytes().getOrDefault(device.id(), usual),
                        measured.orElseGet(() -> KnownBandwidths.ofNameOrKind(device.description(), kind)))
                .withOverheadBytes(software ? 0 : CONTEXT_OVERHEAD_BYTES)
                .withSharesHost(device.kind() == EngineDevice.Kind.INTEGRATED_GPU)
                .withExcluded(wishes.excluded().contains(device.id()))
                .withPinned(wishes.pinned().contains(device.id()));
    }

    /**
     * Leaves out devices that are emulated on the processor, which is quicker without them, except for those that are named.
     */
    public static List<EngineDevice> withoutSoftware(List<EngineDevice> devices, Set<String> named) {
        return devices.stream()
                .filter(device -> named.contains(device.id()) || !isSoftware(device))
                .toList();
    }

    /** Tells whether a device is emulated: Vulkan's software drivers call themselves graphics cards. */
    public static boolean isSoftware(EngineDevice device) {
        String text = device.description().toLowerCase(Locale.ROOT);
        return text.contains("llvmpipe") || text.contains("lavapipe") || text.contains("swiftshader");
    }

    /** The rest goes to the share that asks for all. */
    private static LayerPlan layers(DevicePlan plan, ModelLayout layout) {
        int left = layout.layerCount();
        List<LayerPlan.Share> shares = new ArrayList<>();
        for (DevicePlan.Share share : plan.shares()) {
            int layers = share.layers() == DevicePlan.ALL_LAYERS ? left : share.layers();
            if (layers > 0 && !share.deviceId().startsWith(HostBudget.ID)) {
                shares.add(new LayerPlan.Share(share.deviceId(), layers));
                left = Math.max(0, left - layers);
            }
        }
        int onHost = left;
        return new LayerPlan(
                shares,
                plan.hostTensors().map(LayerPlan::expertLayers).orElse(Set.of()).stream()
                        .filter(layer -> layer >= onHost)
                        .collect(Collectors.toSet()));
    }

    private static EngineException refused(PlacementException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof PlacementException.NothingFits
                ? new EngineException.OutOfMemory(message, e.remedy(), null)
                : new EngineException.InvalidRequest(message, e.remedy(), null);
    }
}
