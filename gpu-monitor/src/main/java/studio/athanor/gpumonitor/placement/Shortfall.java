package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import studio.athanor.gpumonitor.placement.PlacementException.Contradiction;
import studio.athanor.gpumonitor.placement.PlacementException.NothingFits;

/** Finds out how much is missing where nothing fits, and what would help. */
final class Shortfall {

    private static final long MIB = 1L << 20;

    private final PlacementRequest request;

    private record Missing(String where, long bytes) {}

    Shortfall(PlacementRequest request) {
        this.request = request;
    }

    PlacementException rejection() {
        List<Missing> choices = new ArrayList<>();
        long most = request.model().layerBytes()
                + request.model().hostBytes()
                + request.model().computeOnHost(Spread.MIXED)
                + largestScratch();
        for (DeviceBudget device : request.devices()) {
            if (!device.excluded()) {
                addTo(choices, Words.device(device), most, extra -> onDevice(device, extra));
            }
        }
        addTo(choices, "the host", most, this::onHost);
        if (choices.isEmpty()) {
            return new Contradiction(
                    "No plan does what was given by hand, however much memory there were.",
                    "Pin fewer layers, or let the numbers of layers free.");
        }
        Missing least = choices.getFirst();
        for (Missing choice : choices) {
            least = choice.bytes < least.bytes ? choice : least;
        }
        return new NothingFits(
                request.model().name() + " does not fit: it needs " + Words.bytes(most)
                        + " with its context, and there are " + Words.bytes(available())
                        + " to fill. With " + Words.bytes(least.bytes) + " more on " + least.where + " it would fit.",
                remedy(),
                least.bytes);
    }

    private long largestScratch() {
        return request.devices().stream()
                .filter(d -> !d.excluded())
                .mapToLong(d -> request.model().mostComputeOn(d.id(), true, Spread.MIXED))
                .max()
                .orElse(0);
    }

    private long available() {
        long accelerators = request.devices().stream()
                .filter(d -> !d.excluded())
                .mapToLong(d -> Math.max(0, d.limitBytes() - d.overheadBytes()))
                .sum();
        return accelerators + (request.host().computes() ? request.host().limitBytes() : 0);
    }

    /** Finds the least extra, to a MiB. */
    private void addTo(List<Missing> choices, String where, long most, LongFunction<PlacementRequest> with) {
        long enough = most + deficit() + MIB;
        if (Planner.search(with.apply(enough)).isEmpty()) {
            return;
        }
        long low = 0;
        while (enough - low > MIB) {
            long middle = low + (enough - low) / 2;
            if (Planner.search(with.apply(middle)).isPresent()) {
                enough = middle;
            } else {
                low = middle;
            }
        }
        choices.add(new Missing(where, enough));
    }

    /** What the reserves and overheads may take beyond what is free. */
    private long deficit() {
        long deficit =
                Math.max(0, request.host().reserveBytes() - request.host().freeBytes());
        for (DeviceBudget device : request.devices()) {
            deficit += Math.max(0, device.reserveBytes() + device.overheadBytes() - device.freeBytes());
        }
        return deficit;
    }

    private PlacementRequest onDevice(DeviceBudget larger, long extra) {
        return request.withDevices(request.devices().stream()
                .map(d -> d.id().equals(larger.id()) ? d.withFreeBytes(d.freeBytes() + extra) : d)
                .toList());
    }

    private PlacementRequest onHost(long extra) {
        return request.withHost(request.host().withFreeBytes(request.host().freeBytes() + extra));
    }

    private String remedy() {
        List<String> remedies = new ArrayList<>();
        if (!request.host().computes()
                && fits(request.withHost(request.host().withComputes(true)).withExpertsToHost(true))) {
            remedies.add("Let the host take part of the model.");
        }
        if (!request.expertsToHost() && request.model().hasExperts() && fits(request.withExpertsToHost(true))) {
            remedies.add("Let expert tensors stay on the host.");
        }
        List<DeviceBudget> excluded =
                request.devices().stream().filter(DeviceBudget::excluded).toList();
        if (!excluded.isEmpty() && fits(request.withDevices(allowed()))) {
            remedies.add("Use " + Words.list(excluded) + " too.");
        }
        if (fits(request.withDevices(unreserved()).withHost(request.host().withReserveBytes(0)))) {
            remedies.add("Reserve less: without reserves it would fit.");
        }
        boolean byHand = !request.layerCounts().isEmpty() || !request.pins().isEmpty();
        if (byHand && fits(request.withLayerCounts(Map.of()).withPins(List.of()))) {
            remedies.add("Let the layers free that were given by hand.");
        }
        remedies.add("Choose a shorter context, fewer parallel sequences, a smaller cache type or a smaller"
                + " quantisation, or close what else uses the memory.");
        return remedies.stream().collect(Collectors.joining(" "));
    }

    private List<DeviceBudget> allowed() {
        return request.devices().stream().map(d -> d.withExcluded(false)).toList();
    }

    private List<DeviceBudget> unreserved() {
        return request.devices().stream().map(d -> d.withReserveBytes(0)).toList();
    }

    private static boolean fits(PlacementRequest changed) {
        return changed.devices().stream().filter(d -> !d.excluded()).count() <= Checks.MOST_DEVICES
                && Planner.search(changed).isPresent();
    }
}
