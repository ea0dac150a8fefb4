package studio.athanor.engines.spi;

import java.util.List;
import java.util.Optional;

/**
 * Which device gets which part of a model. Layers are assigned contiguously in the order given: the first layers, which no
 * share covers, stay in host memory and are computed by the CPU; then come the shares, and the output layer is the last.
 *
 * @param shares devices in order of the layers they take; empty means CPU only
 * @param hostTensors a regular expression: tensors whose names it finds stay in host memory, wherever their layer is; for
 *     the experts of a mixture, which are large and read seldom
 */
public record DevicePlan(List<Share> shares, Optional<String> hostTensors) {

    /** Every layer on the CPU; no accelerator is touched. */
    public static final DevicePlan CPU = new DevicePlan(List.of());

    /** As many layers as a model can have. */
    public static final int ALL_LAYERS = Integer.MAX_VALUE;

    public DevicePlan {
        shares = List.copyOf(shares);
    }

    /** Creates a plan in which tensors are where their layer is. */
    public DevicePlan(List<Share> shares) {
        this(shares, Optional.empty());
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
