package studio.athanor.core.models;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.athanor.core.placement.KeptBandwidth;
import studio.athanor.core.placement.LoadPlanner;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.EngineProvider;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.OpenRequest;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** Sessions of models that an {@link EngineOpener} opens. */
final class WorkerModelSessions implements ModelSessions {

    private static final Logger log = LoggerFactory.getLogger(WorkerModelSessions.class);

    private final ModelLibrary library;
    private final Settings settings;
    private final EngineOpener opener;
    private final ModelOpening opening;
    private final DeviceSearch deviceSearch;
    private final BandwidthMeter meter;
    private final IdleModels idle;
    private final Jobs jobs;
    private final Map<ModelRef, LoadedSession> sessions = new LinkedHashMap<>();
    private final List<Consumer<List<ModelSession>>> observers = new CopyOnWriteArrayList<>();

    WorkerModelSessions(
            ModelLibrary library,
            Settings settings,
            EngineOpener opener,
            LoadPlanner loadPlanner,
            BandwidthMeter meter,
            Jobs jobs) {
        this.library = library;
        this.settings = settings;
        this.opener = opener;
        this.meter = meter;
        this.jobs = jobs;
        opening = new ModelOpening(library, settings, opener, loadPlanner, this::makeRoom);
        deviceSearch = new DeviceSearch(opener, jobs);
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
        String named = model.original().value();
        Path file = Path.of(named.substring(named.indexOf(':') + 1));
        return new ModelEntry(
                model, file, ModelParts.displayName(file), 0, ModelEntry.Origin.ADDED, new ModelEntry.Status.Unread());
    }

    private ModelSession load(LoadedSession session, @Nullable LoadedSession before, JobContext context)
            throws EngineException, InterruptedException {
        if (before != null) {
            session.replaces(before);
            before.end();
        }
        try {
            ModelEntry entry = opening.found(session.ref());
            session.found(entry);
            EngineProvider provider = opening.provider(entry, session.settings().options());
            Engine engine = opening.open(session, provider, entry, (stage, fraction) -> {
                session.become(new SessionState.Loading(stage, fraction));
                context.progress(new Progress.Fraction(stage, fraction));
            });
            if (!session.opened(engine)) {
                engine.close();
                throw new InterruptedException("unloaded while it was being loaded");
            }
            session.lostBefore().flatMap(lost -> session.plan().map(lost::told)).ifPresent(session::adjusted);
            session.plan()
                    .flatMap(ModelSession.ChosenPlan::planned)
                    .ifPresent(planned ->
                            MissingWeights.sentences(planned, engine.model()).forEach(session::adjusted));
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
     * Unloads the idle model that is missed least, and waits until its memory is really free.
     *
     * @return whether there was one
     */
    private boolean makeRoom(LoadedSession wanted, EngineProvider provider, IdleModels.Need need)
            throws EngineException, InterruptedException {
        Optional<LoadedSession> least;
        synchronized (sessions) {
            least = idle.leastValuable(sessions.values(), wanted, need);
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
        FreedMemory freed;
        try {
            freed = FreedMemory.before(leaving, opener.devices(provider));
        } finally {
            // nobody but this method knows the session any more
            leaving.end();
            publish();
        }
        freed.await(() -> opener.devices(provider));
        wanted.adjusted(leaving.entry().name() + " was idle and has been unloaded to make room.");
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
            overdue.forEach(session -> sessions.remove(session.ref(), session));
        }
        if (!overdue.isEmpty()) {
            publish();
            overdue.forEach(session -> unload(session.ref(), session));
        }
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

    @Override
    public ModelLoadSettings rememberedSettings(ModelRef model) {
        return settings.get(LoadSettingsSection.SECTION)
                .getOrDefault(model.original().value(), ModelLoadSettings.defaults());
    }

    @Override
    public void remember(ModelRef model, ModelLoadSettings load) {
        settings.update(LoadSettingsSection.SECTION, all -> {
            Map<String, ModelLoadSettings> changed = new HashMap<>(all);
            changed.put(model.original().value(), load);
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
        return unload(model, session);
    }

    private Job<Boolean> unload(ModelRef model, @Nullable LoadedSession session) {
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
        return deviceSearch.known();
    }

    @Override
    public Job<List<EngineDevice>> refreshDevices() {
        return deviceSearch.again();
    }

    @Override
    public Job<KeptBandwidth> measureBandwidth(String deviceId) {
        return jobs.start("Measure the memory of " + deviceId, _ -> meter.measure(deviceId, deviceSearch.await()));
    }

    @Override
    public Job<Map<String, Long>> measureCompute(ModelRef model, LoadOptions options, DevicePlan plan) {
        return jobs.start("Measure " + model, _ -> {
            ModelEntry entry = opening.found(model);
            EngineProvider provider = opening.provider(entry, options);
            return opener.measureCompute(provider, new OpenRequest(entry.file().toString(), options, plan));
        });
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
