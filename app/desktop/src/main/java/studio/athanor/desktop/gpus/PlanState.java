package studio.athanor.desktop.gpus;

import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.gpumonitor.placement.Objective;

/** Where the plan of a model is. */
sealed interface PlanState {

    /** It is being made. */
    record Planning() implements PlanState {}

    /**
     * There is none.
     *
     * @param message why
     * @param remedy what can be done
     */
    record Refused(String message, String remedy) implements PlanState {}

    /**
     * It is there, fitting or not.
     *
     * @param load the plan and its price
     * @param split the layers, in an order of devices that does not change while seams are moved
     * @param objective what an automatic plan is made for
     * @param automatic whether it is the best plan rather than one by hand
     */
    record Planned(PlannedLoad load, LayerSplit split, Objective objective, boolean automatic) implements PlanState {}
}
