package studio.athanor.desktop.gpus;

import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Objective;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.PlacementException;

/** One model and its plan, which follows a drag. FX thread only. */
final class PlanRow {

    private final ModelEntry entry;
    private final ReadOnlyObjectWrapper<PlanState> state = new ReadOnlyObjectWrapper<>(new PlanState.Planning());
    private final ReadOnlyObjectWrapper<Map<String, Long>> actual = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private @Nullable DevicePlan loadedPlan;
    private int changes;

    PlanRow(ModelEntry entry) {
        this.entry = entry;
    }

    ModelRef ref() {
        return entry.ref();
    }

    ModelEntry entry() {
        return entry;
    }

    ReadOnlyObjectProperty<PlanState> state() {
        return state.getReadOnlyProperty();
    }

    /** Returns what the engine allocated, by device; empty if the model is not loaded. */
    ReadOnlyObjectProperty<Map<String, Long>> actual() {
        return actual.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    Optional<PlanState.Planned> planned() {
        return state.get() instanceof PlanState.Planned planned ? Optional.of(planned) : Optional.empty();
    }

    /** Returns what was allocated if the plan that is shown is the one that the model was loaded by. */
    Map<String, Long> comparable() {
        return planned()
                .filter(planned -> planned.load().devicePlan().equals(loadedPlan))
                .map(planned -> actual.get())
                .orElse(Map.of());
    }

    /** Returns the number of a new change; an answer to an older one is too late. */
    int change() {
        return ++changes;
    }

    /** Shows what a change led to, unless another was made since. */
    void show(int change, PlanState next) {
        if (change == changes) {
            state.set(next);
        }
    }

    /** Tells whether the model is in memory by a plan. */
    boolean isLoadedBy(DevicePlan plan) {
        return plan.equals(loadedPlan);
    }

    /**
     * Tells whether the model is in memory.
     *
     * @param plan the plan it was loaded by; null if it is not loaded
     * @param bytes what was allocated
     */
    void loadedBy(@Nullable DevicePlan plan, Map<String, Long> bytes) {
        loadedPlan = plan;
        loaded.set(plan != null);
        actual.set(Map.copyOf(bytes));
    }

    /** Moves a seam to a place; the new price is there when this returns. */
    void moveSeam(int seam, int layersBefore) {
        moveSeam(planned().map(PlanState.Planned::split).orElse(null), seam, layersBefore);
    }

    /**
     * Moves a seam of a split that was there before, as when a drag began: what it pushed comes back when it goes back.
     *
     * @param from the split; null if there is none
     */
    void moveSeam(@Nullable LayerSplit from, int seam, int layersBefore) {
        if (from == null || !(state.get() instanceof PlanState.Planned now)) {
            return;
        }
        LayerSplit next = from.withSeam(seam, layersBefore);
        if (next.layers().equals(now.split().layers())) {
            return;
        }
        changes++;
        try {
            PlannedLoad priced =
                    now.load().withPlan(next.plan(now.load().placement().plan().expertsOnHost()));
            state.set(new PlanState.Planned(priced, next, now.objective(), false));
        } catch (PlacementException e) {
            state.set(new PlanState.Refused(String.valueOf(e.getMessage()), e.remedy()));
        }
    }

    /** Keeps the experts of so many layers in host memory; the new price is there when this returns. */
    void keepExperts(int layers) {
        if (!(state.get() instanceof PlanState.Planned now)) {
            return;
        }
        CardExperts experts = CardExperts.of(now.load());
        if (experts.isEmpty() || layers == experts.onHost()) {
            return;
        }
        changes++;
        try {
            PlannedLoad priced = now.load()
                    .withPlan(new LayerPlan(now.load().placement().plan().shares(), experts.first(layers)));
            state.set(new PlanState.Planned(priced, now.split(), now.objective(), false));
        } catch (PlacementException e) {
            state.set(new PlanState.Refused(String.valueOf(e.getMessage()), e.remedy()));
        }
    }

    /** Tells whether the plan can be applied: it is there, and fits. */
    boolean fits() {
        return planned()
                .filter(planned -> planned.load().placement().verdict() != Placement.Verdict.DOES_NOT_FIT)
                .isPresent();
    }

    Objective objective() {
        return planned().map(PlanState.Planned::objective).orElse(Objective.FASTEST_ANSWER);
    }
}
