package studio.athanor.core.models;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.placement.MemoryLadder;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.spi.Availability;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadObserver;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.gpumonitor.placement.HostBudget;

/** Sessions of models that an {@link EngineOpener} opens. */
final class WorkerModelSessions implements ModelSessions {

    private static final Logger log = LoggerFactory.getLogger(WorkerModelSessions.class);

    /** What the engine chooses where no context is asked for and the model knows no shorter one. */
    private static final int DEFAULT_CONTEXT = 8192;

    /** A model that was used within this time is not unloaded merely to make another faster. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final ModelLibrary library;
    private final Settings settings;
    private final EngineOpener opener;
    private final DevicePlanner planner;
    private final IdleModels idle;
    private final Jobs jobs;
    private final Map<ModelRef, LoadedSession> sessions = new LinkedHashMap<>();
    private final List<Consumer<List<ModelSession>>> observers = new CopyOnWriteArrayList<>();
    private @Nullable Job<List<EngineDevice>> deviceSearch;

    WorkerModelSessions(
            ModelLibrary library, Settings settings, EngineOpener opener, LoadPlanner loadPlanner, Jobs jobs) {
        this.library = library;
        this.settings = settings;
        this.opener = opener;
        planner = new DevicePlanner(opener, loadPlanner);
        this.jobs = jobs;
        idle = new IdleModels(() -> settings.get(IdleSettings.SECTION));
        var _ = settings.observe(IdleSettings.SECTION, _ -> lookForIdleLater());
    }

    @Override
    public Job<ModelSession> ensureLoaded(ModelRef model) {
        synchronized (sessions) {
            LoadedSession there = sessions.get(model);
            return ensureLoaded(
                    model, there != null && there.isUsable() ? there.settings() : rememberedSettings(model));
        }
    }

    @Override
    public Job<ModelSession> ensureLoaded(ModelRef model, ModelLoadSettings wanted) {
        Job<ModelSession> job;
        synchronized (sessions) {
            @Nullable LoadedSession there = sessions.get(model);
            if (there != null && there.isUsable() && there.settings().equals(wanted)) {
                Job<ModelSession> running = there.job();
                if (running != null) {
                    return running;
                }
            }
            LoadedSession session = new LoadedSession(unread(model), wanted, this::publish, this::lookForIdleLater);
            sessions.remove(model);
            sessions.put(model, session);
            job = jobs.start("Load " + session.entry().name(), context -> load(session, there, context));
            session.startedBy(job);
            var _ = job.result().whenComplete((_, _) -> {
                if (job.state() == Job.State.CANCELLED) {
                    cancelled(session, there);
                }
            });
        }
        publish();
        return job;
    }

    /** Finding the model may read its file, which is left to the job. */
    private static ModelEntry unread(ModelRef model) {
        Path file = Path.of(model.value().substring(model.value().indexOf(':') + 1));
        return new ModelEntry(
                model, file, ModelParts.displayName(file), 0, ModelEntry.Origin.ADDED, new ModelEntry.Status.Unread());
    }

    private ModelSession load(LoadedSession session, @Nullable LoadedSession before, JobContext context)
            throws EngineException, InterruptedException {
        if (before != null) {
            before.end();
        }
        try {
            ModelEntry entry = found(session.ref());
            session.found(entry);
            EngineProvider provider = provider(entry, session.settings());
            long weightBytes = entry.facts().map(ModelFacts::weightBytes).orElse(entry.fileBytes());
            Engine engine = open(session, provider, entry, weightBytes, (stage, fraction) -> {
                session.become(new SessionState.Loading(stage, fraction));
                context.progress(new Progress.Fraction(stage, fraction));
            });
            if (!session.opened(engine)) {
                engine.close();
                throw new InterruptedException("unloaded while it was being loaded");
            }
            lookForIdleLater();
            return session;
        } catch (EngineException e) {
            session.become(new SessionState.Failed(e.toFailure()));
            throw e;
        } catch (RuntimeException e) {
            drop(session);
            throw e;
        }
    }

    /**
     * Plans and opens. Where devices are chosen automatically and memory runs out, the next step of the ladder is tried,
     * which the session tells; where they were chosen by hand, the failure stands.
     */
    private Engine open(
            LoadedSession session, EngineProvider provider, ModelEntry entry, long weightBytes, LoadObserver observer)
            throws EngineException, InterruptedException {
        DeviceChoice choice = session.settings().devices();
        MemoryLadder ladder = new MemoryLadder(session.settings().options());
        while (true) {
            try {
                ModelSession.ChosenPlan plan = planner.choose(provider, entry, weightBytes, ladder.options(), choice);
                if (plan.planned()
                                .filter(WorkerModelSessions::leavesLayersToHost)
                                .isPresent()
                        && makeRoom(session, provider, RECENT)) {
                    continue;
                }
                session.planned(plan);
                return opener.open(
                        provider, new OpenRequest(entry.file().toString(), ladder.options(), plan.plan()), observer);
            } catch (EngineException.OutOfMemory full) {
                if (choice instanceof DeviceChoice.Automatic && makeRoom(session, provider, Duration.ZERO)) {
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
                if (!(choice instanceof DeviceChoice.Automatic)
                        || ladder.next(context).isEmpty()) {
                    throw full;
                }
                log.info(
                        "{} ran out of memory; trying again: {}",
                        entry.name(),
                        ladder.taken().getLast());
                session.adjusted(all(session.adjustments(), ladder.taken().getLast()));
            }
        }
    }

    private static boolean leavesLayersToHost(PlannedLoad planned) {
        return !planned.request().devices().isEmpty()
                && planned.placement()
                        .stage(HostBudget.ID)
                        .map(stage -> stage.layers() > 0)
                        .orElse(false);
    }

    private static List<String> all(List<String> before, String more) {
        List<String> sentences = new ArrayList<>(before);
        sentences.add(more);
        return sentences;
    }

    /**
     * Unloads the idle model that is missed least, and waits until its memory is really free.
     *
     * @return whether there was one
     */
    private boolean makeRoom(LoadedSession wanted, EngineProvider provider, Duration idleFor)
            throws EngineException, InterruptedException {
        Optional<LoadedSession> least;
        synchronized (sessions) {
            least = idle.leastValuable(sessions.values(), wanted, idleFor);
            least.ifPresent(session -> sessions.remove(session.ref(), session));
        }
        if (least.isEmpty()) {
            return false;
        }
        LoadedSession leaving = least.get();
        log.info(
                "{} is unloaded to make room for {}",
                leaving.entry().name(),
                wanted.entry().name());
        FreedMemory freed = FreedMemory.before(leaving, opener.devices(provider));
        leaving.end();
        publish();
        freed.await(() -> opener.devices(provider));
        wanted.adjusted(
                all(wanted.adjustments(), leaving.entry().name() + " was idle and has been unloaded to make room."));
        return true;
    }

    /** A model that has just become idle is looked at again when its time is over. */
    private void lookForIdleLater() {
        int minutes = settings.get(IdleSettings.SECTION).unloadAfterMinutes();
        if (minutes > 0) {
            CompletableFuture.delayedExecutor(minutes * 60_000L + 100, TimeUnit.MILLISECONDS)
                    .execute(this::unloadOverdue);
        }
    }

    /** Unloads what has been idle for longer than it may. */
    void unloadOverdue() {
        List<LoadedSession> overdue;
        synchronized (sessions) {
            overdue = idle.overdue(sessions.values());
        }
        overdue.forEach(session -> unload(session.ref()));
    }

    @Override
    public void pin(ModelRef model, boolean pinned) {
        settings.update(IdleSettings.SECTION, now -> now.withPinned(model, pinned));
        if (!pinned) {
            lookForIdleLater();
        }
    }

    @Override
    public boolean isPinned(ModelRef model) {
        return settings.get(IdleSettings.SECTION).isPinned(model);
    }

    /** A job that is cancelled before it began did not end the session before this one. */
    private void cancelled(LoadedSession session, @Nullable LoadedSession before) {
        drop(session);
        if (before != null) {
            var _ = Thread.ofVirtual().name("unload").start(before::end);
        }
    }

    /** A cancelled load leaves nothing behind. */
    private void drop(LoadedSession session) {
        synchronized (sessions) {
            sessions.remove(session.ref(), session);
        }
        session.become(new SessionState.Unloaded());
        publish();
    }

    private ModelEntry found(ModelRef model) throws EngineException {
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
            case ModelEntry.Status.Usable _, ModelEntry.Status.Unread _ -> entry;
        };
    }

    private EngineProvider provider(ModelEntry entry, ModelLoadSettings wanted) throws EngineException {
        Capability needed = wanted.options().embeddings() ? Capability.EMBED : Capability.CHAT;
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

    @Override
    public ModelLoadSettings rememberedSettings(ModelRef model) {
        return settings.get(LoadSettingsSection.SECTION).getOrDefault(model.value(), ModelLoadSettings.defaults());
    }

    @Override
    public void remember(ModelRef model, ModelLoadSettings load) {
        settings.update(LoadSettingsSection.SECTION, all -> {
            Map<String, ModelLoadSettings> changed = new HashMap<>(all);
            changed.put(model.value(), load);
            return Map.copyOf(changed);
        });
    }

    @Override
    public Optional<ModelRef> current() {
        Optional<ModelRef> chosen = settings.get(CurrentModelSection.SECTION).model();
        return chosen.isPresent() ? chosen : library.starter().map(ModelEntry::ref);
    }

    @Override
    public void choose(ModelRef model) {
        settings.update(CurrentModelSection.SECTION, _ -> new CurrentModelSection.Choice(Optional.of(model)));
    }

    @Override
    public List<ModelSession> sessions() {
        synchronized (sessions) {
            return List.copyOf(sessions.values());
        }
    }

    @Override
    public Optional<ModelSession> session(ModelRef model) {
        synchronized (sessions) {
            return Optional.ofNullable(sessions.get(model));
        }
    }

    @Override
    public Job<Boolean> unload(ModelRef model) {
        @Nullable LoadedSession session;
        synchronized (sessions) {
            session = sessions.remove(model);
        }
        publish();
        return jobs.start("Unload " + model, _ -> {
            if (session != null) {
                session.end();
            }
            return session != null;
        });
    }

    @Override
    public Subscription observe(Consumer<List<ModelSession>> observer) {
        observers.add(observer);
        observer.accept(sessions());
        return () -> observers.remove(observer);
    }

    private void publish() {
        List<ModelSession> now = sessions();
        observers.forEach(observer -> observer.accept(now));
    }

    @Override
    public Job<List<EngineDevice>> devices() {
        synchronized (observers) {
            Job<List<EngineDevice>> search = deviceSearch;
            if (search != null && (search.state() == Job.State.RUNNING || search.state() == Job.State.DONE)) {
                return search;
            }
            return refreshDevices();
        }
    }

    @Override
    public Job<List<EngineDevice>> refreshDevices() {
        synchronized (observers) {
            Job<List<EngineDevice>> search = jobs.start("Look for devices", _ -> findDevices());
            deviceSearch = search;
            return search;
        }
    }

    @Override
    public Job<Map<String, Long>> measureCompute(ModelRef model, LoadOptions options, DevicePlan plan) {
        return jobs.start("Measure " + model, _ -> {
            ModelEntry entry = found(model);
            EngineProvider provider = provider(entry, new ModelLoadSettings(options, new DeviceChoice.CpuOnly()));
            return opener.measureCompute(provider, new OpenRequest(entry.file().toString(), options, plan));
        });
    }

    private List<EngineDevice> findDevices() throws EngineException, InterruptedException {
        Map<String, EngineDevice> found = new LinkedHashMap<>();
        @Nullable EngineException failure = null;
        for (EngineProvider provider : opener.providers()) {
            if (opener.availability(provider) instanceof Availability.Unavailable(String reason, String remedy)) {
                failure = new EngineException.RuntimeUnavailable(reason, remedy, null);
                continue;
            }
            for (EngineDevice device : opener.devices(provider)) {
                found.putIfAbsent(device.id(), device);
            }
        }
        if (found.isEmpty() && failure != null) {
            throw failure;
        }
        return List.copyOf(found.values());
    }

    @Override
    public void close() {
        List<LoadedSession> ending;
        synchronized (sessions) {
            ending = List.copyOf(sessions.values());
            sessions.clear();
        }
        ending.forEach(LoadedSession::end);
        opener.close();
    }
}
