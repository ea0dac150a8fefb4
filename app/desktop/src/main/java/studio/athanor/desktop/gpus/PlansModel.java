package studio.athanor.desktop.gpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.Studio;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.SessionState;
import studio.athanor.core.placement.DeviceLimits;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.job.Subscription;
import studio.athanor.gpumonitor.placement.Objective;

/**
 * Which model gets which layers where: a row for each model that is loaded, and for each that was chosen to be planned. FX
 * thread only.
 */
final class PlansModel implements AutoCloseable {

    private final Texts texts = Texts.of(PlansModel.class);
    private final Studio studio;
    private final UiScheduler scheduler;
    private final BoardModel board;
    private final Planning planning;
    private final BiConsumer<ModelRef, ModelLoadSettings> reload;
    private final ObservableList<PlanRow> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable PlanRow> selected = new SimpleObjectProperty<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private boolean open;

    /**
     * Creates a model without rows.
     *
     * @param reload loads a model again, and says so if that fails
     */
    PlansModel(Studio studio, UiScheduler scheduler, BoardModel board, BiConsumer<ModelRef, ModelLoadSettings> reload) {
        this.studio = studio;
        this.scheduler = scheduler;
        this.board = board;
        this.reload = reload;
        planning = new Planning(studio);
        Runnable refresh = scheduler.oncePerFrame(this::refresh);
        subscriptions.add(studio.sessions().observe(all -> refresh.run()));
        subscriptions.add(
                studio.settings().observe(DeviceLimits.SECTION, now -> scheduler.execute(this::replanAutomatic)));
        board.engineDevices().subscribe((before, now) -> replanAll());
        board.searching().subscribe((before, now) -> {
            if (open && !now && board.engineDevices().get().isEmpty()) {
                planTheRest();
            }
        });
    }

    ObservableList<PlanRow> rows() {
        return rows;
    }

    /** Returns the row that the controls below are for; null if there is none. */
    ObjectProperty<@Nullable PlanRow> selected() {
        return selected;
    }

    /** Tells whether the pane is shown; nothing is planned while it is not. */
    void setOpen(boolean shown) {
        open = shown;
        if (shown) {
            planTheRest();
            refresh();
        }
    }

    /** What waited for devices while nobody looked is planned, or told that there are none. */
    private void planTheRest() {
        rows.stream()
                .filter(row -> row.state().get() instanceof PlanState.Planning)
                .forEach(this::plan);
    }

    /** Returns the models that can be added. */
    List<ModelEntry> candidates() {
        Set<ModelRef> there = rows.stream().map(PlanRow::ref).collect(Collectors.toSet());
        return studio.library().models().stream()
                .filter(entry -> !there.contains(entry.ref()) && isLoadable(entry))
                .toList();
    }

    private static boolean isLoadable(ModelEntry entry) {
        return switch (entry.status()) {
            case ModelEntry.Status.Usable(ModelFacts facts) -> !facts.companion();
            case ModelEntry.Status.Unread _ -> true;
            case ModelEntry.Status.Missing _, ModelEntry.Status.Rejected _ -> false;
        };
    }

    /** Adds a model of the library to be planned. */
    void add(ModelEntry entry) {
        PlanRow row = added(entry);
        selected.set(row);
        plan(row);
    }

    private PlanRow added(ModelEntry entry) {
        PlanRow row = new PlanRow(entry);
        rows.add(row);
        return row;
    }

    /** Tells whether a model stays loaded although nobody uses it. */
    boolean isKept(PlanRow row) {
        return studio.sessions().isPinned(row.ref());
    }

    /** Keeps a model loaded, or no longer. */
    void keep(PlanRow row, boolean kept) {
        studio.sessions().pin(row.ref(), kept);
    }

    /** Takes a model that is not loaded out of the list. */
    void remove(PlanRow row) {
        rows.remove(row);
        if (row.equals(selected.get())) {
            selected.set(rows.isEmpty() ? null : rows.getFirst());
        }
    }

    /** Finds the best plan of the chosen row. */
    void plan(Objective objective) {
        PlanRow row = selected.get();
        if (row != null) {
            automatic(row, objective);
        }
    }

    /** Returns whether the plan of the chosen row can be applied. */
    boolean canApply() {
        PlanRow row = selected.get();
        return row != null && row.fits();
    }

    /** Remembers the plan of the chosen row for its model, and loads the model again if it is in memory. */
    void apply() {
        PlanRow row = selected.get();
        if (row == null || !row.fits()) {
            return;
        }
        PlanState.Planned planned = row.planned().orElseThrow();
        ModelLoadSettings settings = settings(row.ref()).withDevices(choice(row, planned));
        studio.sessions().remember(row.ref(), settings);
        if (row.loaded().get()) {
            reload.accept(row.ref(), settings);
        }
    }

    private DeviceChoice choice(PlanRow row, PlanState.Planned planned) {
        DevicePlan plan = planned.load().devicePlan();
        if (planned.automatic()) {
            PlacementWishes wishes =
                    settings(row.ref()).devices() instanceof DeviceChoice.Automatic(PlacementWishes own)
                            ? own
                            : PlacementWishes.NONE;
            return new DeviceChoice.Automatic(wishes.withObjective(planned.objective()));
        }
        return plan.shares().isEmpty() ? new DeviceChoice.CpuOnly() : new DeviceChoice.Planned(plan);
    }

    private ModelLoadSettings settings(ModelRef model) {
        return studio.sessions()
                .session(model)
                .map(ModelSession::settings)
                .orElseGet(() -> studio.sessions().rememberedSettings(model));
    }

    private void refresh() {
        if (!open) {
            return;
        }
        for (ModelSession session : studio.sessions().sessions()) {
            if (session.state() instanceof SessionState.Ready) {
                follow(session);
            }
        }
        for (PlanRow row : rows) {
            boolean ready = studio.sessions()
                    .session(row.ref())
                    .filter(session -> session.state() instanceof SessionState.Ready)
                    .isPresent();
            if (!ready && row.loaded().get()) {
                row.loadedBy(null, Map.of());
            }
        }
        if (selected.get() == null && !rows.isEmpty()) {
            selected.set(rows.getFirst());
        }
    }

    /** A model that has just been loaded is shown as it was planned. */
    private void follow(ModelSession session) {
        ModelRef ref = session.entry().ref();
        PlanRow row = rows.stream()
                .filter(each -> each.ref().equals(ref))
                .findFirst()
                .orElseGet(() -> added(session.entry()));
        DevicePlan plan = session.plan().map(ModelSession.ChosenPlan::plan).orElse(DevicePlan.CPU);
        boolean known = row.isLoadedBy(plan);
        row.loadedBy(plan, ModelMemory.of(session, deviceIds()));
        if (!known) {
            plan(row);
        }
    }

    private Set<String> deviceIds() {
        return board.engineDevices().get().stream()
                .filter(device -> device.kind() != EngineDevice.Kind.CPU)
                .map(EngineDevice::id)
                .collect(Collectors.toSet());
    }

    private void replanAll() {
        if (open) {
            rows.forEach(this::plan);
            refresh();
        }
    }

    /** Limits count for automatic plans; one by hand stays as it is. */
    private void replanAutomatic() {
        rows.stream()
                .filter(row -> row.state().get() instanceof PlanState.Refused
                        || row.planned().filter(PlanState.Planned::automatic).isPresent())
                .forEach(row -> automatic(row, row.objective()));
    }

    /** Shows a model as it is loaded, or as it would be. */
    private void plan(PlanRow row) {
        ModelLoadSettings settings = settings(row.ref());
        Optional<DevicePlan> loaded = studio.sessions()
                .session(row.ref())
                .filter(session -> session.state() instanceof SessionState.Ready)
                .flatMap(ModelSession::plan)
                .map(ModelSession.ChosenPlan::plan);
        boolean automatic = settings.devices() instanceof DeviceChoice.Automatic;
        Objective objective = settings.devices() instanceof DeviceChoice.Automatic(PlacementWishes wishes)
                ? wishes.objective()
                : Objective.FASTEST_ANSWER;
        Optional<PlannedLoad> chosen = studio.sessions()
                .session(row.ref())
                .flatMap(ModelSession::plan)
                .flatMap(ModelSession.ChosenPlan::planned);
        inBackground(row, objective, automatic, devices -> {
            PlannedLoad base = planning.onProcessor(row.entry(), settings, devices);
            if (loaded.isPresent()) {
                PlannedLoad now = Planning.byHand(base, loaded.get());
                return chosen.map(before -> Planning.withReasons(
                                now, before.reasons(), before.placement().proven()))
                        .orElse(now);
            }
            return automatic ? bestOf(row.entry(), base, objective) : planning.plan(row.entry(), settings, devices);
        });
    }

    private void automatic(PlanRow row, Objective objective) {
        ModelLoadSettings settings = settings(row.ref());
        inBackground(
                row,
                objective,
                true,
                devices -> bestOf(row.entry(), planning.onProcessor(row.entry(), settings, devices), objective));
    }

    /** Where nothing fits, the plan to begin from says so; a person may still look for one by hand. */
    private PlannedLoad bestOf(ModelEntry entry, PlannedLoad base, Objective objective) throws EngineException {
        try {
            return planning.best(entry, base, objective);
        } catch (EngineException.OutOfMemory full) {
            return Planning.withReasons(base, List.of(String.valueOf(full.getMessage()), full.remedy()), false);
        }
    }

    private void inBackground(PlanRow row, Objective objective, boolean automatic, Plan plan) {
        List<EngineDevice> devices = board.engineDevices().get();
        int change = row.change();
        if (devices.isEmpty()) {
            if (!board.searching().get()) {
                row.show(change, new PlanState.Refused(texts.get("plan.no.devices"), texts.get("plan.no.devices.do")));
            }
            return;
        }
        scheduler.background(
                () -> plan.on(devices),
                load -> row.show(change, new PlanState.Planned(load, LayerSplit.of(load), objective, automatic)),
                failure -> row.show(
                        change,
                        new PlanState.Refused(
                                String.valueOf(failure.getMessage()),
                                failure instanceof EngineException expected ? expected.remedy() : "")));
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    @FunctionalInterface
    private interface Plan {
        PlannedLoad on(List<EngineDevice> devices) throws EngineException;
    }
}
