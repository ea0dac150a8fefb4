package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Prints how long searches take, the first ones of a new process included. */
final class SearchTime {

    private static final int RUNS = 5;

    private SearchTime() {}

    /** Runs the searches. */
    public static void main(String[] arguments) {
        print("dense, 128 layers, 8 devices", demand(128, false), 8);
        print("dense, 81 layers, 2 devices", demand(81, false), 2);
        print("experts, 62 layers, 3 devices", demand(62, true), 3);
        print("experts, 128 layers, 8 devices", demand(128, true), 8);
    }

    private static void print(String what, ModelDemand model, int devices) {
        for (Objective objective : Objective.values()) {
            PlacementRequest request = request(model, devices, objective);
            double first = 0;
            double best = Double.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                if (Planner.search(request).isEmpty()) {
                    throw new IllegalStateException("nothing found for " + what);
                }
                double milliseconds = (System.nanoTime() - start) / 1e6;
                first = run == 0 ? milliseconds : first;
                best = Math.min(best, milliseconds);
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-32s %-16s first %7.1f ms, best of %d %7.2f ms",
                    what,
                    objective,
                    first,
                    RUNS,
                    best));
        }
    }

    private static ModelDemand demand(int layers, boolean experts) {
        SplittableRandom random = new SplittableRandom(1);
        List<LayerDemand> demands = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            long weights = experts ? 1000 : 700 + random.nextLong(300);
            long moved = experts && i > 2 ? 900 : 0;
            demands.add(new LayerDemand(weights, 40, weights - moved + moved / 16 + 20, moved, moved / 16));
        }
        Scratch scratch = new Scratch(100, 300, 100);
        return new ModelDemand("a model", demands, 500, scratch, scratch, scratch, Map.of());
    }

    private static PlacementRequest request(ModelDemand model, int devices, Objective objective) {
        List<DeviceBudget> cards = new ArrayList<>();
        for (int d = 0; d < devices; d++) {
            long free = model.layerBytes() * 9 / 10 / devices + 900L * d;
            cards.add(DeviceBudget.of(
                    "gpu" + d, "", free, free, 0, new Bandwidth(1000 + 137 * d, Bandwidth.Source.MEASURED)));
        }
        HostBudget host = new HostBudget(model.layerBytes() * 2, 0, new Bandwidth(50, Bandwidth.Source.MEASURED), true);
        return PlacementRequest.of(model, cards, host, objective).withHopSeconds(0.01);
    }
}
