package studio.athanor.core.models;

import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.engines.spi.DevicePlan;

/** Where a model is to be computed. */
public sealed interface DeviceChoice {

    /**
     * Wherever it is best, by a plan made anew for each load.
     *
     * @param wishes what is best, and what must be left alone
     */
    record Automatic(PlacementWishes wishes) implements DeviceChoice {

        /** Creates the choice without special wishes. */
        public Automatic() {
            this(PlacementWishes.NONE);
        }
    }

    /** On the CPU; no other device is touched. */
    record CpuOnly() implements DeviceChoice {}

    /**
     * As planned. Where a device turns out not to have the memory, some of its layers move to the processor, which the session
     * tells and the next load tries anew; on other devices the model is never put.
     *
     * @param plan which device gets which part
     */
    record Planned(DevicePlan plan) implements DeviceChoice {}
}
