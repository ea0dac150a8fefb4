package studio.athanor.core.models;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.MemoryLadder;
import studio.athanor.core.placement.PhysicalDevices;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.gpumonitor.placement.DeviceBudget;
import studio.athanor.gpumonitor.placement.HostBudget;

/** Opens one model: finds its file and its engine, plans, and tries again with less where memory runs out. Blocks. */
final class ModelOpening {

    private static final Logger log = LoggerFactory.getLogger(ModelOpening.class);

    /** What the engine chooses where no context is asked for and the model knows no shorter one. */
    private static final int DEFAULT_CONTEXT = 8192;

    /** A model that was used within this time is not unloaded merely to make another faster. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    /** Unloads a model that nobody uses. */
    @FunctionalInterface
    interface Room {
        /**
         * Unloads the idle model that is missed least, and waits until its memory is really free.
         *
         * @return whether there was one
         */
        boolean make(LoadedSession wanted, EngineProvider provider, IdleModels.Need need)
                throws EngineException, InterruptedException;
    }

    private final ModelLibrary library;
    private final Settings settings;
    private final EngineOpener opener;
    private final DevicePlanner planner;
    private final Room room;

    ModelOpening(ModelLibrary library, Settings settings, EngineOpener opener, LoadPlanner loads, Room room) {
        this.library = library;
        this.settings = settings;
        this.opener = opener;
        this.planner = new DevicePlanner(opener, loads);
        this.room = room;
    }

    /**
     * Plans and opens. Where memory runs out, the next step of the ladder is tried, which the session tells: any step where
     * devices are chosen automatically, and fewer layers on the cards where these were named by hand.
     */
    Engine open(LoadedSession session, EngineProvider provider, ModelEntry entry, LoadObserver observer)
            throws EngineException, InterruptedException {
        long weightBytes = entry.facts().map(ModelFacts::weightBytes).orElse(entry.fileBytes());
        DeviceChoice choice = session.settings().devices();
        DeviceLimits limits = settings.get(DeviceLimits.SECTION);
        MemoryLadder ladder = new MemoryLadder(session.settings().options());
        Optional<PlannedLoad> last = Optional.empty();
        while (true) {
            try {
                ModelSession.ChosenPlan plan = planner.choose(
                        provider,
                        entry,
                        weightBytes,
                        ladder.options(),
                        narrowed(choice, ladder),
                        (wishes, devices) -> ladder.narrowed(limits.joinedTo(wishes, PhysicalDevices.keys(devices))));
                last = plan.planned();
                if (session.lostBefore().isPresent()) {
                    session.lostBefore().get().refuseOthers(choice, plan);
                }
                Optional<IdleModels.Need> speed = choice instanceof DeviceChoice.Automatic
                        ? plan.planned().flatMap(ModelOpening::fasterWith)
                        : Optional.empty();
                if (speed.isPresent() && room.make(session, provider, speed.get())) {
                    continue;
                }
                session.planned(plan);
                return opener.open(
                        provider, new OpenRequest(entry.file().toString(), ladder.options(), plan.plan()), observer);
            } catch (EngineException.OutOfMemory full) {
                if (choice instanceof DeviceChoice.Automatic
                        && room.make(session, provider, IdleModels.Need.ANY_MEMORY)) {
                    continue;
                }
                int context = ladder.options()
                        .contextTokens()
                        .orElse(Math.min(
                                DEFAULT_CONTEXT,
                                entry.facts()
                                        .map(ModelFacts::contextTokens)
                                        .orElse(OptionalInt.empty())
                                        .orElse(DEFAULT_CONTEXT)));
                boolean stepped = switch (choice) {
                    case DeviceChoice.Automatic _ -> ladder.next(context, last);
                    case DeviceChoice.Planned _ -> last.isPresent() && ladder.takeLayers(last.get(), full);
                    case DeviceChoice.CpuOnly _ -> false;
                };
                if (!stepped) {
                    throw full;
                }
                log.info(
                        "{} ran out of memory; trying again: {}",
                        entry.name(),
                        ladder.taken().getLast());
                session.adjusted(ladder.taken().getLast());
            }
        }
    }

    /** An automatic choice is narrowed where its devices are known. */
    private static DeviceChoice narrowed(DeviceChoice choice, MemoryLadder ladder) {
        return choice instanceof DeviceChoice.Planned(DevicePlan plan)
                ? new DeviceChoice.Planned(ladder.narrowed(plan))
                : choice;
    }

    /** Layers that a plan leaves to the host would be faster with more memory of the cards it may use. */
    private static Optional<IdleModels.Need> fasterWith(PlannedLoad planned) {
        Set<String> cards = planned.request().devices().stream()
                .filter(device -> !device.excluded())
                .map(DeviceBudget::id)
                .collect(Collectors.toSet());
        boolean leavesLayers = planned.placement()
                .stage(HostBudget.ID)
                .filter(stage -> stage.layers() > 0)
                .isPresent();
        return cards.isEmpty() || !leavesLayers
                ? Optional.empty()
                : Optional.of(new IdleModels.Need(RECENT, Optional.of(cards)));
    }

    /** Finds the file of a model, which must be there and sound. */
    ModelEntry found(ModelRef model) throws EngineException {
        ModelEntry entry = library.find(model)
                .orElseThrow(() -> new EngineException.ModelRejected(
                        "The studio knows no model " + model + ".", "Open its file again.", null));
        return switch (entry.status()) {
            case ModelEntry.Status.Missing _ ->
                throw new EngineException.ModelRejected(
                        "The model file " + entry.file() + " is missing.",
                        "Put it back, or open it where it is now.",
                        null);
            case ModelEntry.Status.Rejected(String message, String remedy) ->
                throw new EngineException.ModelRejected(
                        message, remedy, entry.file().toString());
            case ModelEntry.Status.Usable _, ModelEntry.Status.Unread _ -> entry.withRef(model);
        };
    }

    /** Finds the engine that opens a model for what it is wanted for. */
    EngineProvider provider(ModelEntry entry, LoadOptions wanted) throws EngineException {
        Capability needed = wanted.embeddings() ? Capability.EMBED : Capability.CHAT;
        List<String> reasons = new ArrayList<>();
        String remedy = "Install Athanor again.";
        for (EngineProvider provider : opener.providers()) {
            if (!provider.capabilities().contains(needed) || !provider.accepts(entry.file())) {
                continue;
            }
            switch (opener.availability(provider)) {
                case Availability.Available _ -> {
                    return provider;
                }
                case Availability.Unavailable(String reason, String what) -> {
                    reasons.add(provider.displayName() + ": " + reason);
                    remedy = what;
                }
            }
        }
        throw new EngineException.RuntimeUnavailable(
                reasons.isEmpty()
                        ? "No engine is installed that opens " + entry.file().getFileName() + "."
                        : "The engine for " + entry.file().getFileName() + " cannot run. " + String.join(" ", reasons),
                remedy,
                null);
    }
}
