package studio.athanor.core.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.spi.Engine;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.worker.EngineState;
import studio.athanor.engines.worker.SupervisedEngine;

/** One model from the wish to load it until it is unloaded. */
final class LoadedSession implements ModelSession {

    private final ModelRef ref;
    private final ModelLoadSettings settings;
    private final Runnable onChange;
    private final List<Consumer<SessionState>> observers = new CopyOnWriteArrayList<>();
    private volatile ModelEntry entry;
    private volatile Optional<ChosenPlan> plan = Optional.empty();
    private final SessionUse usage;
    private volatile List<String> adjustments = List.of();
    private volatile Optional<LostDevice> lostBefore = Optional.empty();
    private volatile SessionState state = new SessionState.Loading("", 0);
    private volatile @Nullable Engine engine;
    private volatile @Nullable Job<ModelSession> job;

    /**
     * @param onChange told of each change of state
     * @param onIdle told when the last request has ended
     */
    LoadedSession(ModelEntry entry, ModelLoadSettings settings, Runnable onChange, Runnable onIdle) {
        ref = entry.ref();
        this.entry = entry;
        this.settings = settings;
        this.onChange = onChange;
        usage = new SessionUse(onIdle);
    }

    SessionUse usage() {
        return usage;
    }

    ModelRef ref() {
        return ref;
    }

    /** Returns the job that loads the model; null only while it is being started. */
    @Nullable
    Job<ModelSession> job() {
        return job;
    }

    void startedBy(Job<ModelSession> loading) {
        job = loading;
    }

    /** Remembers whether the session before this one, which was asked for in the same way, ended because a device was lost. */
    void replaces(LoadedSession before) {
        if (before.settings.equals(settings)) {
            lostBefore = LostDevice.of(before);
        }
    }

    Optional<LostDevice> lostBefore() {
        return lostBefore;
    }

    void found(ModelEntry found) {
        entry = found;
    }

    void planned(ChosenPlan chosen) {
        plan = Optional.of(chosen);
        onChange.run();
    }

    /** Adds a sentence on what is not as it was wished. */
    void adjusted(String sentence) {
        List<String> sentences = new ArrayList<>(adjustments);
        sentences.add(sentence);
        adjustments = List.copyOf(sentences);
        onChange.run();
    }

    /** Takes over a loaded engine; returns false if the session ended meanwhile, and the engine is the caller's again. */
    boolean opened(Engine opened) {
        synchronized (this) {
            if (state instanceof SessionState.Unloaded) {
                return false;
            }
            engine = opened;
        }
        if (opened instanceof SupervisedEngine supervised) {
            var _ = supervised.observe(this::followed);
        } else {
            become(new SessionState.Ready(opened.model()));
        }
        return true;
    }

    private void followed(EngineState now) {
        switch (now) {
            case EngineState.Starting _ -> become(new SessionState.Loading("", 0));
            case EngineState.Loading(String stage, double fraction) ->
                become(new SessionState.Loading(stage, fraction));
            case EngineState.Ready(var model) -> become(new SessionState.Ready(model));
            case EngineState.Restarting(int _, var _, Failure cause) -> become(new SessionState.Restarting(cause));
            case EngineState.Failed(Failure failure) -> become(new SessionState.Failed(failure));
            case EngineState.Stopped _ -> become(new SessionState.Unloaded());
        }
    }

    void become(SessionState next) {
        synchronized (this) {
            if (state instanceof SessionState.Unloaded || state.equals(next)) {
                return;
            }
            state = next;
        }
        observers.forEach(observer -> observer.accept(next));
        onChange.run();
    }

    /** Ends the session: stops a load, ends the process. Blocks until that is done. */
    void end() {
        become(new SessionState.Unloaded());
        Job<ModelSession> loading = job;
        if (loading != null) {
            loading.cancel();
        }
        @Nullable Engine opened;
        synchronized (this) {
            opened = engine;
            engine = null;
        }
        if (opened != null) {
            opened.close();
        }
    }

    boolean isUsable() {
        return !(state instanceof SessionState.Failed) && !(state instanceof SessionState.Unloaded);
    }

    @Override
    public ModelEntry entry() {
        return entry;
    }

    @Override
    public ModelLoadSettings settings() {
        return settings;
    }

    @Override
    public Optional<ChosenPlan> plan() {
        return plan;
    }

    @Override
    public List<String> adjustments() {
        return adjustments;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public Subscription observe(Consumer<SessionState> observer) {
        observers.add(observer);
        observer.accept(state);
        return () -> observers.remove(observer);
    }

    @Override
    public TextEngine text() throws EngineException {
        Engine opened = engine;
        if (state instanceof SessionState.Failed(Failure failure)) {
            throw failure.toException();
        }
        if (opened instanceof TextEngine text) {
            return usage.counted(text);
        }
        throw new EngineException.Unsupported(
                opened == null
                        ? "The model " + entry.name() + " is not loaded."
                        : "The model " + entry.name() + " does not read and write text.",
                opened == null ? "Load it again." : "Choose a model that chats.",
                null);
    }
}
