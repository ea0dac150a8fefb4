package studio.athanor.gpumonitor.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which idle models to unload when memory is wanted: those first whose bytes are worth least. A byte is worth the time that
 * it will probably save: the chance that the model is used again, times the time to load it again, divided by its bytes.
 */
public final class EvictionOrder {

    private EvictionOrder() {}

    /**
     * A loaded model that nobody uses now.
     *
     * @param id of the model
     * @param bytes that unloading it frees where memory is wanted
     * @param reloadSeconds what loading it again would take
     * @param useAgain the chance that it is used again soon, from 0 to 1
     */
    public record Idle(String id, long bytes, double reloadSeconds, double useAgain) {

        /** Checks the numbers. */
        public Idle {
            if (bytes < 0 || !(reloadSeconds >= 0) || !(useAgain >= 0 && useAgain <= 1)) {
                throw new IllegalArgumentException("impossible idle model " + id);
            }
        }

        /** Returns what a byte is worth in seconds; a model without bytes is never worth unloading. */
        public double worthPerByte() {
            return bytes == 0 ? Double.POSITIVE_INFINITY : useAgain * reloadSeconds / bytes;
        }
    }

    /**
     * Returns the chance that a model is used again, by how long it has been idle: it halves with every half-life. A
     * usual assumption, not a measurement.
     */
    public static double useAgain(double idleSeconds, double halfLifeSeconds) {
        return Math.pow(0.5, Math.max(0, idleSeconds) / halfLifeSeconds);
    }

    /** Returns the models in the order in which to unload them; of equal ones the largest comes first. */
    public static List<Idle> leastValuableFirst(List<Idle> models) {
        return models.stream()
                .sorted(Comparator.comparingDouble(Idle::worthPerByte)
                        .thenComparing(Comparator.comparingLong(Idle::bytes).reversed())
                        .thenComparing(Idle::id))
                .toList();
    }

    /**
     * Returns which models to unload to free at least so many bytes, in order, or nothing if all of them are not enough. A
     * model that later ones make unnecessary stays.
     */
    public static Optional<List<Idle>> toFree(long bytes, List<Idle> models) {
        List<Idle> chosen = new ArrayList<>();
        long freed = 0;
        for (Idle model : leastValuableFirst(models)) {
            if (freed >= bytes) {
                break;
            }
            if (model.bytes() > 0) {
                chosen.add(model);
                freed += model.bytes();
            }
        }
        if (freed < bytes) {
            return Optional.empty();
        }
        for (Idle model : List.copyOf(chosen).reversed()) {
            if (freed - model.bytes() >= bytes) {
                chosen.remove(model);
                freed -= model.bytes();
            }
        }
        return Optional.of(List.copyOf(chosen));
    }
}
