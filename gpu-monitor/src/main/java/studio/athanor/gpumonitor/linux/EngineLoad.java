package studio.athanor.gpumonitor.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns counters of engine time, which each client has of its own, into a load. */
final class EngineLoad {

    private EngineLoad() {}

    /**
     * Returns how busy the busiest sort of engine was between two readings, in percent; empty if there is nothing to
     * compare. Only clients that are in both readings count: one that is found late would bring all its past along, and one
     * that ended takes its time with it.
     *
     * @param before engines by client
     * @param now engines by client
     */
    static OptionalDouble percent(
            Map<Long, Map<String, Fdinfo.Engine>> before, Map<Long, Map<String, Fdinfo.Engine>> now, long passedNanos) {
        if (passedNanos <= 0) {
            return OptionalDouble.empty();
        }
        Map<String, Double> loads = new HashMap<>();
        now.forEach((client, engines) -> {
            Map<String, Fdinfo.Engine> earlier = before.getOrDefault(client, Map.of());
            engines.forEach((name, engine) -> {
                Fdinfo.Engine was = earlier.get(name);
                if (was != null) {
                    loads.merge(name, percent(was, engine, passedNanos), Double::sum);
                }
            });
        });
        OptionalDouble busiest =
                loads.values().stream().mapToDouble(Double::doubleValue).max();
        return busiest.isPresent() ? OptionalDouble.of(Math.min(100, busiest.getAsDouble())) : busiest;
    }

    private static double percent(Fdinfo.Engine before, Fdinfo.Engine now, long passedNanos) {
        double passed = now.total().isPresent() && before.total().isPresent()
                ? (double) (now.total().getAsLong() - before.total().getAsLong())
                : passedNanos;
        double busy = Math.max(0, now.busy() - before.busy());
        return passed <= 0 ? 0 : 100.0 * busy / passed / now.capacity();
    }
}
