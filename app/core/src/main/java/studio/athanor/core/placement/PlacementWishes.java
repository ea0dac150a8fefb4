package studio.athanor.core.placement;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import studio.athanor.gpumonitor.placement.Objective;

/**
 * What a person wants of an automatic placement. Devices are named as the engine names them, for example {@code Vulkan0}.
 *
 * @param objective what is best
 * @param reserveBytes what has to stay free, by device; {@link #USUAL_RESERVE_BYTES} on others
 * @param excluded devices that get nothing
 * @param pinned devices that must get something
 * @param expertsToHost whether expert tensors may stay in host memory although their layer is on a card
 */
public record PlacementWishes(
        Objective objective,
        Map<String, Long> reserveBytes,
        Set<String> excluded,
        Set<String> pinned,
        boolean expertsToHost) {

    /** What stays free on a card unless something else is wanted: the desktop, and what no estimate knows. */
    public static final long USUAL_RESERVE_BYTES = 512L << 20;

    /** The fastest answer on whatever is there. */
    public static final PlacementWishes NONE =
            new PlacementWishes(Objective.FASTEST_ANSWER, Map.of(), Set.of(), Set.of(), true);

    /** Copies the collections, in an order that does not change. */
    public PlacementWishes {
        reserveBytes = java.util.Collections.unmodifiableMap(new TreeMap<>(reserveBytes));
        excluded = java.util.Collections.unmodifiableSet(new TreeSet<>(excluded));
        pinned = java.util.Collections.unmodifiableSet(new TreeSet<>(pinned));
    }

    /** Returns the devices that are to be used or filled up to a point, which somebody therefore means to use. */
    public Set<String> named() {
        Set<String> named = new TreeSet<>(pinned);
        named.addAll(reserveBytes.keySet());
        return named;
    }

    /** Returns these wishes with another objective. */
    public PlacementWishes withObjective(Objective other) {
        return new PlacementWishes(other, reserveBytes, excluded, pinned, expertsToHost);
    }

    /** Returns these wishes with other reserves. */
    public PlacementWishes withReserveBytes(Map<String, Long> bytes) {
        return new PlacementWishes(objective, bytes, excluded, pinned, expertsToHost);
    }

    /** Returns these wishes with experts allowed in host memory or not. */
    public PlacementWishes withExpertsToHost(boolean allowed) {
        return new PlacementWishes(objective, reserveBytes, excluded, pinned, allowed);
    }

    /** Returns these wishes with other excluded devices. */
    public PlacementWishes withExcluded(Set<String> devices) {
        return new PlacementWishes(objective, reserveBytes, devices, pinned, expertsToHost);
    }
}
