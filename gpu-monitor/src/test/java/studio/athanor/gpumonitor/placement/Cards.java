package studio.athanor.gpumonitor.placement;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import studio.athanor.gpumonitor.placement.Bandwidth.Source;

/** Devices and models that people have, in round numbers. */
final class Cards {

    static final long GIB = 1L << 30;

    static final HostBudget HOST =
            new HostBudget(64 * GIB, 4 * GIB, Bandwidth.ofGigabytesPerSecond(50, Source.GUESSED), true);

    private Cards() {}

    static DeviceBudget card(String id, double gib, double gigabytesPerSecond) {
        return DeviceBudget.of(
                id,
                id,
                Math.round(gib * GIB),
                Math.round(gib * GIB),
                GIB,
                Bandwidth.ofGigabytesPerSecond(gigabytesPerSecond, Source.DATASHEET));
    }

    /** A model of equal layers; one token reads all of it. */
    static ModelDemand dense(int layers, double gib) {
        long bytes = Math.round(gib * GIB / layers);
        return new ModelDemand(
                "a model",
                Collections.nCopies(layers, LayerDemand.dense(bytes, 0, bytes)),
                0,
                Scratch.NONE,
                Scratch.NONE,
                Scratch.NONE,
                Map.of());
    }

    /** A model nine tenths of which are experts, of which a token uses one in sixteen. */
    static ModelDemand experts(int layers, double gib) {
        long bytes = Math.round(gib * GIB / layers);
        long experts = bytes * 9 / 10;
        LayerDemand layer = new LayerDemand(bytes, 0, bytes - experts + experts / 16, experts, experts / 16);
        return new ModelDemand(
                "a model of experts",
                Collections.nCopies(layers, layer),
                0,
                Scratch.NONE,
                Scratch.NONE,
                Scratch.NONE,
                Map.of());
    }

    static PlacementRequest request(ModelDemand model, DeviceBudget... cards) {
        return PlacementRequest.of(model, List.of(cards), HOST, Objective.FASTEST_ANSWER);
    }
}
