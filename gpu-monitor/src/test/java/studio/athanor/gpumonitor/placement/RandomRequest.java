package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small random requests, many of which only just fit or do not. */
final class RandomRequest {

    private RandomRequest() {}

    static PlacementRequest of(long seed, Objective objective) {
        SplittableRandom random = new SplittableRandom(seed);
        int layers = 1 + random.nextInt(6);
        boolean experts = random.nextInt(3) == 0;
        boolean alike = random.nextBoolean();
        List<LayerDemand> demands = new ArrayList<>();
        LayerDemand usual = layer(random, experts);
        for (int i = 0; i < layers; i++) {
            demands.add(alike && i + 1 < layers ? usual : layer(random, experts && i + 1 < layers));
        }
        ModelDemand model = new ModelDemand(
                "a model", demands, random.nextLong(20), scratch(random), scratch(random), scratch(random), Map.of());
        int count = random.nextInt(4);
        List<DeviceBudget> devices = new ArrayList<>();
        for (int d = 0; d < count; d++) {
            long free = random.nextLong(20 + 100L * layers * 2 / count);
            devices.add(new DeviceBudget(
                    "gpu" + d,
                    "",
                    free + 50,
                    free,
                    random.nextLong(10),
                    random.nextLong(10),
                    false,
                    bandwidth(random, 50, 1000),
                    random.nextInt(12) == 0,
                    false));
        }
        HostBudget host = new HostBudget(
                random.nextLong(20 + 100L * layers),
                random.nextLong(10),
                bandwidth(random, 10, 200),
                random.nextInt(4) != 0);
        PlacementRequest request = new PlacementRequest(
                model, devices, host, objective, Map.of(), List.of(), random.nextBoolean(), random.nextDouble() * 0.2);
        return byHand(request, random, layers);
    }

    private static PlacementRequest byHand(PlacementRequest request, SplittableRandom random, int layers) {
        List<DeviceBudget> devices = request.devices();
        if (devices.isEmpty() || random.nextInt(3) != 0) {
            return request;
        }
        DeviceBudget chosen = devices.get(random.nextInt(devices.size()));
        if (chosen.excluded()) {
            return request;
        }
        return switch (random.nextInt(4)) {
            case 0 -> request.withLayerCounts(new HashMap<>(Map.of(chosen.id(), random.nextInt(layers + 1))));
            case 1 ->
                request.withLayerCounts(
                        request.host().computes() ? Map.of(HostBudget.ID, random.nextInt(layers + 1)) : Map.of());
            case 2 -> {
                int first = random.nextInt(layers);
                yield request.withPins(
                        List.of(new LayerPin(first, Math.min(layers - 1, first + random.nextInt(2)), chosen.id())));
            }
            default ->
                request.withDevices(devices.stream()
                        .map(d -> d.withPinned(d.id().equals(chosen.id())))
                        .toList());
        };
    }

    private static Scratch scratch(SplittableRandom random) {
        return new Scratch(random.nextLong(10), random.nextLong(30), random.nextLong(10));
    }

    private static LayerDemand layer(SplittableRandom random, boolean experts) {
        long weights = 20 + random.nextLong(80);
        long cache = random.nextLong(20);
        long expertBytes = experts && random.nextInt(4) != 0 ? random.nextLong(weights) : 0;
        long expertRead = expertBytes / (1 + random.nextInt(8));
        return new LayerDemand(weights, cache, weights - expertBytes + expertRead + cache / 2, expertBytes, expertRead);
    }

    private static Bandwidth bandwidth(SplittableRandom random, double least, double most) {
        return new Bandwidth(least + random.nextDouble() * (most - least), Bandwidth.Source.MEASURED);
    }
}
