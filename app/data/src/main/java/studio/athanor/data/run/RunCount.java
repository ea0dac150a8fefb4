package studio.athanor.data.run;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Counts what a run makes and costs. Used by the loop's thread alone. */
final class RunCount {

    private static final double RECENT_SECONDS = 60;

    private final long target;
    private final Map<String, Long> refusals;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private long accepted;
    private long rejected;
    private SettledRow.Costs costs;

    /** @param before what was counted before */
    RunCount(RunFigures before) {
        target = before.target();
        accepted = before.accepted();
        rejected = before.rejectedRows();
        refusals = new HashMap<>(before.rejectedByReason());
        costs = new SettledRow.Costs(before.promptTokens(), before.reusedTokens(), before.generatedTokens());
    }

    void add(SettledRow row) {
        changed(row.state(), 1);
        row.refusals().forEach(refusal -> refusals.merge(refusal.reason(), 1L, Long::sum));
        costs = costs.plus(row.costs());
    }

    /** Takes note of a row that came into a state, or with -1 left it. */
    void changed(RowState state, int change) {
        switch (state) {
            case ACCEPTED -> accepted += change;
            case REJECTED -> rejected += change;
            case REMOVED -> {}
        }
    }

    long accepted() {
        return accepted;
    }

    long missing() {
        return Math.max(0, target - accepted);
    }

    RunFigures figures(RunClock.Time time) {
        SequencedMap<String, Long> byReason = new LinkedHashMap<>();
        refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> byReason.put(each.getKey(), each.getValue()));
        return new RunFigures(
                target,
                accepted,
                rejected,
                byReason,
                costs.promptTokens(),
                costs.reusedTokens(),
                costs.generatedTokens(),
                time.seconds(),
                time.wattHours());
    }

    /** Returns the pace of the last minute of running. */
    double recentRowsPerSecond(double seconds) {
        if (moments.isEmpty() || seconds - moments.getLast().seconds() >= 1) {
            moments.addLast(new Moment(seconds, accepted));
        }
        while (moments.size() > 2 && seconds - moments.getFirst().seconds() > RECENT_SECONDS) {
            moments.removeFirst();
        }
        Moment first = moments.getFirst();
        double passed = seconds - first.seconds();
        return passed <= 0 ? 0 : Math.max(0, accepted - first.accepted()) / passed;
    }

    private record Moment(double seconds, long accepted) {}
}
