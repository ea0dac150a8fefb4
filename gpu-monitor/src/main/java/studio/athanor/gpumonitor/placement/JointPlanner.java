package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.athanor.gpumonitor.placement.Placement.Stage;
import studio.athanor.gpumonitor.placement.PlacementException.NothingFits;

/**
 * Places several models on the same devices at once, each in a process of its own, so that the weighted sum of their times
 * per token is least.
 *
 * <p>Every plan of all models but the last is tried in the order of its cost, and the last model is placed best in what is
 * left; whatever cannot beat the best found so far is cut off. That is exact as long as it is small; beyond a number of
 * steps the best found so far is returned as not proven.
 */
public final class JointPlanner {

    private static final int MOST_PLANS = 60_000;
    private static final int MOST_SEARCHES = 20_000;

    private final PlacementRequest template;
    private final List<Wanted> models;
    private final List<List<Candidate>> candidates = new ArrayList<>();
    private final double[] leastLeft;
    private double best = Double.POSITIVE_INFINITY;
    private List<LayerPlan> bestPlans = List.of();
    private int searches;
    private boolean proven = true;

    /**
     * A model to place.
     *
     * @param model what it needs
     * @param weight how much its time per token counts, above 0
     */
    public record Wanted(ModelDemand model, double weight) {}

    /**
     * Where the models go.
     *
     * @param placements in the order asked for; each counts the others' bytes as not free
     * @param proven whether nothing better exists
     */
    public record Joint(List<Placement> placements, boolean proven) {

        /** Copies the list. */
        public Joint {
            placements = List.copyOf(placements);
        }
    }

    private record Candidate(LayerPlan plan, Map<String, Long> bytes, double cost) {}

    private JointPlanner(PlacementRequest template, List<Wanted> models) {
        this.template = template;
        this.models = models;
        leastLeft = new double[models.size() + 1];
    }

    /**
     * Places models.
     *
     * @param models at least one
     * @param template the devices, the host, whether experts may stay on it, and the cost of a hop; its model, objective and
     *     what it gives by hand do not count
     * @throws PlacementException if the request contradicts itself, or the models do not fit together
     */
    public static Joint plan(List<Wanted> models, PlacementRequest template) throws PlacementException {
        PlacementRequest plain = template.withObjective(Objective.FASTEST_ANSWER)
                .withLayerCounts(Map.of())
                .withPins(List.of());
        for (Wanted wanted : models) {
            Planner.plan(plain.withModel(wanted.model()));
        }
        return new JointPlanner(plain, List.copyOf(models)).solve();
    }

    private Joint solve() throws PlacementException {
        for (int m = models.size() - 1; m >= 0; m--) {
            Wanted wanted = models.get(m);
            double least = Planner.search(template.withModel(wanted.model()))
                    .map(Found::seconds)
                    .orElse(0.0);
            leastLeft[m] = leastLeft[m + 1] + wanted.weight() * least;
        }
        inSomeOrders();
        for (int m = 0; m + 1 < models.size(); m++) {
            candidates.add(plansOf(models.get(m)));
        }
        extend(0, 0, template, new ArrayList<>());
        if (bestPlans.isEmpty()) {
            throw new NothingFits(
                    "The " + models.size() + " models do not fit together, though each of them fits alone.",
                    "Load fewer of them at once, or choose shorter contexts or smaller quantisations.",
                    0);
        }
        List<Placement> placements = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            PlacementRequest left = template;
            for (int other = 0; other < models.size(); other++) {
                if (other != m) {
                    left = without(left, bytes(models.get(other).model(), bestPlans.get(other)));
                }
            }
            placements.add(Planner.priced(left.withModel(models.get(m).model()), bestPlans.get(m), proven));
        }
        return new Joint(placements, proven);
    }

    /** A good first answer: the models one after another, each time another one first. */
    private void inSomeOrders() {
        for (int first = 0; first < models.size(); first++) {
            LayerPlan[] plans = new LayerPlan[models.size()];
            PlacementRequest left = template;
            double cost = 0;
            boolean fits = true;
            for (int i = 0; i < models.size() && fits; i++) {
                int m = (first + i) % models.size();
                Optional<Found> found =
                        Planner.search(left.withModel(models.get(m).model()));
                fits = found.isPresent();
                if (fits) {
                    plans[m] = found.get().plan();
                    cost += models.get(m).weight() * found.get().seconds();
                    left = without(left, bytes(models.get(m).model(), plans[m]));
                }
            }
            if (fits && cost < best) {
                best = cost;
                bestPlans = List.of(plans);
            }
        }
    }

    private void extend(int m, double cost, PlacementRequest left, List<LayerPlan> chosen) {
        if (cost + leastLeft[m] >= best) {
            return;
        }
        if (m + 1 == models.size()) {
            if (++searches > MOST_SEARCHES) {
                proven = false;
                return;
            }
            Wanted last = models.get(m);
            Optional<Found> found = Planner.search(left.withModel(last.model()));
            if (found.isPresent() && cost + last.weight() * found.get().seconds() < best) {
                best = cost + last.weight() * found.get().seconds();
                bestPlans = new ArrayList<>(chosen);
                bestPlans.add(found.get().plan());
            }
            return;
        }
        for (Candidate candidate : candidates.get(m)) {
            if (cost + candidate.cost + leastLeft[m + 1] >= best || searches > MOST_SEARCHES) {
                return;
            }
            if (fits(left, candidate.bytes)) {
                chosen.add(candidate.plan);
                extend(m + 1, cost + candidate.cost, without(left, candidate.bytes), chosen);
                chosen.removeLast();
            }
        }
    }

    private List<Candidate> plansOf(Wanted wanted) {
        PlacementRequest request = template.withModel(wanted.model());
        List<Candidate> plans = new ArrayList<>();
        PlanList list = new PlanList(request, MOST_PLANS);
        for (LayerPlan plan : list.plans()) {
            List<Stage> stages = new Pricing(request).stages(plan);
            if (stages.stream().allMatch(stage -> stage.verdict() == Placement.Verdict.FITS)) {
                double seconds = stages.stream().mapToDouble(Stage::seconds).sum();
                plans.add(new Candidate(plan, bytes(stages), wanted.weight() * seconds));
            }
        }
        proven &= list.complete();
        plans.sort((a, b) -> Double.compare(a.cost, b.cost));
        return plans;
    }

    private Map<String, Long> bytes(ModelDemand model, LayerPlan plan) {
        return bytes(new Pricing(template.withModel(model)).stages(plan));
    }

    private static Map<String, Long> bytes(List<Stage> stages) {
        Map<String, Long> bytes = new HashMap<>();
        stages.forEach(stage -> bytes.put(stage.deviceId(), stage.bytes()));
        return bytes;
    }

    private static boolean fits(PlacementRequest left, Map<String, Long> bytes) {
        return onHost(left, bytes) <= left.host().limitBytes()
                && left.devices().stream().allMatch(d -> bytes.getOrDefault(d.id(), 0L) <= d.limitBytes());
    }

    private static PlacementRequest without(PlacementRequest request, Map<String, Long> bytes) {
        HostBudget host = request.host();
        return request.withDevices(request.devices().stream()
                        .map(d -> d.withFreeBytes(Math.max(0, d.freeBytes() - bytes.getOrDefault(d.id(), 0L))))
                        .toList())
                .withHost(host.withFreeBytes(Math.max(0, host.freeBytes() - onHost(request, bytes))));
    }

    /** What is taken of the host's memory, by devices that draw on it too. */
    private static long onHost(PlacementRequest request, Map<String, Long> bytes) {
        return bytes.getOrDefault(HostBudget.ID, 0L)
                + request.devices().stream()
                        .filter(DeviceBudget::sharesHost)
                        .mapToLong(device -> bytes.getOrDefault(device.id(), 0L))
                        .sum();
    }
}
