package studio.athanor.core.models;

import studio.athanor.engines.spi.DevicePlan;

/** Where a model is to be computed. */
public sealed interface DeviceChoice {

    /** On a graphics card if the whole model fits one, else on the CPU. */
    record Automatic() implements DeviceChoice {}

    /** On the CPU; no other device is touched. */
    record CpuOnly() implements DeviceChoice {}

    /**
     * As planned, or not at all.
     *
     * @param plan which device gets which part
     */
    record Planned(DevicePlan plan) implements DeviceChoice {}
}
