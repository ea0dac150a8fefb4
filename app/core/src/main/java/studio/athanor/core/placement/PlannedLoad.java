package studio.athanor.core.placement;

import java.util.List;
import java.util.Map;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.gpumonitor.estimate.ContextSettings;
import studio.athanor.gpumonitor.estimate.ModelLayout;
import studio.athanor.gpumonitor.placement.LayerPlan;
import studio.athanor.gpumonitor.placement.Placement;
import studio.athanor.gpumonitor.placement.PlacementException;
import studio.athanor.gpumonitor.placement.PlacementRequest;
import studio.athanor.gpumonitor.placement.Planner;

/**
 * A load as planned: what the model needs, what the devices have, and who gets what.
 *
 * @param layout the model's tensors, layer by layer
 * @param settings the context that will be made
 * @param request what the placement was made from
 * @param placement who gets what
 */
public record PlannedLoad(ModelLayout layout, ContextSettings settings, PlacementRequest request, Placement placement) {

    /** Returns the plan in the engine's terms. */
    public DevicePlan devicePlan() {
        LayerPlan plan = placement.plan();
        return new DevicePlan(
                plan.shares().stream()
                        .map(share -> new DevicePlan.Share(share.deviceId(), share.layers()))
                        .toList(),
                plan.hostTensors());
    }

    /** Returns whether the size of the scratch was measured by the engine rather than estimated by a rule. */
    public boolean computeMeasured() {
        return !request.model().measuredCompute().isEmpty();
    }

    /** Returns the reasons in words. */
    public List<String> reasons() {
        return placement.explanation();
    }

    /** Returns this load with other reasons. */
    public PlannedLoad withReasons(List<String> reasons) {
        return new PlannedLoad(
                layout,
                settings,
                request,
                new Placement(
                        placement.plan(),
                        placement.stages(),
                        placement.untouched(),
                        placement.secondsPerToken(),
                        placement.slowestStageSeconds(),
                        placement.proven(),
                        reasons));
    }

    /**
     * Prices another plan of the same model on the same devices; takes microseconds, so that it can follow a drag.
     *
     * @throws PlacementException if the plan is impossible; one that merely does not fit is priced and says so
     */
    public PlannedLoad withPlan(LayerPlan plan) throws PlacementException {
        return new PlannedLoad(layout, settings, request, Planner.evaluate(request, plan));
    }

    /**
     * Prices the same plan with what the engine measured for its scratch.
     *
     * @param computeBytes by device
     * @throws PlacementException if the plan is impossible
     */
    public PlannedLoad withMeasuredCompute(Map<String, Long> computeBytes) throws PlacementException {
        PlacementRequest measured = request.withModel(request.model().withMeasuredCompute(computeBytes));
        return new PlannedLoad(layout, settings, measured, Planner.evaluate(measured, placement.plan()));
    }
}
