package studio.athanor.engines.spi;

import java.util.List;

/**
 * Which device gets which part of a model. Layers are assigned contiguously in the order given; what no share covers
 * stays in host memory and is computed by the CPU.
 *
 * @param shares devices in order of the layers they take; empty means CPU only
 */
public record DevicePlan(List<Share> shares) {

    /** Every layer on the CPU; no accelerator is touched. */
    public static final DevicePlan CPU = new DevicePlan(List.of());

    /** As many layers as a model can have. */
    public static final int ALL_LAYERS = Integer.MAX_VALUE;

    public DevicePlan {
        shares = List.copyOf(shares);
    }

    /** Returns the plan that puts every layer on one device. */
    public static DevicePlan single(String deviceId) {
        return new DevicePlan(List.of(new Share(deviceId, ALL_LAYERS)));
    }

    /**
     * The part of one device.
     *
     * @param deviceId {@link EngineDevice#id()}
     * @param layers number of layers, the output layer counting as one; {@link #ALL_LAYERS} for the rest
     */
    public record Share(String deviceId, int layers) {}
}
