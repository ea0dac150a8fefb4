package studio.athanor.core.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.engines.spi.LoadedModel;
import studio.athanor.gpumonitor.placement.HostBudget;
import studio.athanor.gpumonitor.placement.Placement;

/**
 * Weights that a plan puts on a card and that are not there after the load. An engine leaves a matrix in host memory if the card
 * cannot do what is done with it; the processor then computes it, which nobody asked for and which must not pass in silence.
 */
final class MissingWeights {

    /** Planned weights are exact; this much is rounding. */
    private static final long ROUNDING_BYTES = 1 << 20;

    private static final double MIB = 1 << 20;

    private MissingWeights() {}

    /** Returns a sentence for each card that got less than was planned. */
    static List<String> sentences(PlannedLoad planned, LoadedModel loaded) {
        List<String> sentences = new ArrayList<>();
        for (Placement.Stage stage : planned.placement().stages()) {
            if (stage.deviceId().equals(HostBudget.ID)) {
                continue;
            }
            long there = loaded.memory().stream()
                    .filter(use -> use.deviceId().equals(stage.deviceId()))
                    .mapToLong(LoadedModel.MemoryUse::modelBytes)
                    .sum();
            long missing = stage.weightBytes() - there;
            if (missing > ROUNDING_BYTES) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "%.0f of the %.0f MiB of weights planned for %s stayed in host memory, where the processor computes"
                                + " them: the card or its driver cannot.",
                        missing / MIB,
                        stage.weightBytes() / MIB,
                        stage.deviceId()));
            }
        }
        return sentences;
    }
}
