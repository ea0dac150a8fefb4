package studio.athanor.gpumonitor.linux;

import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Turns counters of engine time into a load. */
final class EngineLoad {

    private EngineLoad() {}

    /**
     * Returns how busy the busiest sort of engine was between two readings, in percent; empty if there is nothing to
     * compare. A client that ended takes its time with it, so a sum that fell counts as nothing.
     */
    static OptionalDouble percent(
            @Nullable Map<String, Fdinfo.Engine> before, Map<String, Fdinfo.Engine> now, long passedNanos) {
        if (before == null || passedNanos <= 0) {
            return OptionalDouble.empty();
        }
        double busiest = -1;
        for (Map.Entry<String, Fdinfo.Engine> each : now.entrySet()) {
            Fdinfo.Engine earlier = before.get(each.getKey());
            if (earlier != null) {
                busiest = Math.max(busiest, percent(earlier, each.getValue(), passedNanos));
            }
        }
        return busiest < 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(100, busiest));
    }

    private static double percent(Fdinfo.Engine before, Fdinfo.Engine now, long passedNanos) {
        double passed = now.total().isPresent() && before.total().isPresent()
                ? (double) (now.total().getAsLong() - before.total().getAsLong())
                : passedNanos;
        double busy = Math.max(0, now.busy() - before.busy());
        return passed <= 0 ? 0 : 100.0 * busy / passed / now.capacity();
    }
}
