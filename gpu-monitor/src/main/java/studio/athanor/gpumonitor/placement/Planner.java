package studio.athanor.gpumonitor.placement;

import java.util.List;
import java.util.Optional;
import studio.athanor.gpumonitor.placement.Placement.Stage;

/** Finds placements and prices them. Stateless; computes on the calling thread, in milliseconds. */
public final class Planner {

    private Planner() {}

    /**
     * Finds the best placement. It keeps every reserve, so all its verdicts are {@link Placement.Verdict#FITS}.
     *
     * @throws PlacementException if the request contradicts itself, or nothing fits
     */
    public static Placement plan(PlacementRequest request) throws PlacementException {
        new Checks(request).request();
        Optional<Found> found = search(request);
        if (found.isEmpty()) {
            throw new Shortfall(request).rejection();
        }
        return priced(request, found.get().plan(), found.get().proven());
    }

    /** Prices a plan that a search found, and says why it is so. */
    static Placement priced(PlacementRequest request, LayerPlan plan, boolean proven) {
        List<Stage> stages = new Pricing(request).stages(plan);
        return placement(request, plan, stages, proven, Explanation.ofFound(request, plan, stages));
    }

    /**
     * Prices a plan made by hand, fitting or not; takes microseconds. Reserves, exclusions and pins are reported or
     * left alone, not enforced.
     *
     * @throws PlacementException if the plan names a device that is gone or one twice, or more layers than there are
     */
    public static Placement evaluate(PlacementRequest request, LayerPlan plan) throws PlacementException {
        new Checks(request).plan(plan);
        List<Stage> stages = new Pricing(request).stages(plan);
        return placement(request, plan, stages, false, Explanation.ofHandMade(request, plan, stages));
    }

    /** Searches without checks and without words. */
    static Optional<Found> search(PlacementRequest request) {
        Optional<Found> found = searchApart(request);
        List<PlacementRequest> divisions =
                found.map(best -> SharedMemory.divisions(request, best.plan())).orElse(List.of());
        return divisions.isEmpty()
                ? found
                : divisions.stream()
                        .map(Planner::searchApart)
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> isBetter(request, other, one) ? other : one)
                        .map(best -> new Found(best.plan(), best.seconds(), false));
    }

    /**
     * Searches as if no device drew on the host's memory: the best plan of each way to spread the model, then the best of
     * those.
     */
    private static Optional<Found> searchApart(PlacementRequest request) {
        Optional<Found> best = Optional.empty();
        for (Spread spread : Spread.values()) {
            double known = best.isPresent() && request.objective() != Objective.FEWEST_CARDS
                    ? best.get().seconds()
                    : Double.POSITIVE_INFINITY;
            Optional<Found> found = search(request, spread, known);
            if (found.isPresent() && (best.isEmpty() || isBetter(request, found.get(), best.get()))) {
                best = found;
            }
        }
        return best;
    }

    private static Optional<Found> search(PlacementRequest request, Spread spread, double known) {
        long usable = request.devices().stream().filter(d -> !d.excluded()).count();
        if ((spread == Spread.MIXED && !request.host().computes()) || (spread == Spread.PIPELINED && usable < 2)) {
            return Optional.empty();
        }
        Terms terms = new Terms(request, spread);
        boolean experts = spread == Spread.MIXED
                && request.expertsToHost()
                && request.model().hasExperts()
                && usable > 0;
        return experts ? expertSearch(terms, known) : new DenseSearch(terms, known).find();
    }

    private static Optional<Found> expertSearch(Terms terms, double known) {
        UncappedExpertSearch.Answer answer = new UncappedExpertSearch(terms).find(known);
        return answer.known() ? answer.found() : new ExpertSearch(terms, known).find();
    }

    private static boolean isBetter(PlacementRequest request, Found found, Found other) {
        if (request.objective() == Objective.FEWEST_CARDS) {
            int hostLayers = hostLayers(request, found);
            int otherHostLayers = hostLayers(request, other);
            if (hostLayers != otherHostLayers) {
                return hostLayers < otherHostLayers;
            }
            int cards = found.plan().shares().size();
            int otherCards = other.plan().shares().size();
            if (cards != otherCards) {
                return cards < otherCards;
            }
        }
        return found.seconds() < other.seconds();
    }

    private static int hostLayers(PlacementRequest request, Found found) {
        return request.model().layerCount()
                - found.plan().layers()
                + found.plan().expertsOnHost().size();
    }

    private static Placement placement(
            PlacementRequest request, LayerPlan plan, List<Stage> stages, boolean proven, List<String> explanation) {
        double sum = 0;
        double slowest = 0;
        for (Stage stage : stages) {
            sum += stage.seconds();
            slowest = Math.max(slowest, stage.seconds());
        }
        List<String> untouched = request.devices().stream()
                .map(DeviceBudget::id)
                .filter(id -> plan.shares().stream()
                        .noneMatch(share -> share.deviceId().equals(id)))
                .toList();
        return new Placement(plan, stages, untouched, sum, slowest, proven, explanation);
    }
}
