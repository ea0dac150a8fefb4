package studio.athanor.data.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import studio.athanor.data.DataException;
import studio.athanor.data.row.Rejection;
import studio.athanor.engines.spi.EngineException;

/**
 * Decides about rows, strictly in their order. Used by the loop's thread alone.
 *
 * <p>A row that is complete before its turn is looked at early: what is not new now will not be new later, so that another
 * attempt can begin at once. Which reason counts is found when its turn has come, so it is the same in every run.
 */
final class Settling {

    private final RunSink sink;
    private final Slots slots;
    private final Acceptance acceptance;
    private final RowBench bench;
    private final RunCount count;
    private final int attempts;
    private final int mostRefused;
    private final Map<String, Integer> refusedReasons = new HashMap<>();
    private int refusedInARow;

    Settling(RunSetup setup, RowBench bench, RunCount count) {
        sink = setup.sink();
        slots = setup.slots();
        acceptance = setup.acceptance();
        attempts = setup.attempts();
        mostRefused = setup.refusedInARow();
        this.bench = bench;
        this.count = count;
    }

    Acceptance acceptance() {
        return acceptance;
    }

    void begin() {
        refusedInARow = 0;
        refusedReasons.clear();
    }

    /** Takes note that all cells of a row are there. */
    void complete(RowWork row, boolean lookEarly) throws EngineException, InterruptedException {
        row.phase(RowWork.Phase.COMPLETE);
        if (lookEarly && acceptance.remembers() && row != bench.first()) {
            Optional<Rejection> refusal = acceptance.test(row.values(), row.number());
            refusal.ifPresent(rejection -> refuseCandidate(row, rejection));
        }
    }

    /** Takes note that an attempt did not pass. */
    void refuse(RowWork row, Rejection rejection, boolean lastCellOnly) {
        row.refused(rejection, false);
        tryAgain(row, lastCellOnly);
    }

    private void refuseCandidate(RowWork row, Rejection rejection) {
        row.refused(rejection, true);
        tryAgain(row, false);
    }

    private void tryAgain(RowWork row, boolean lastCellOnly) {
        if (row.attempt() + 1 < attempts) {
            row.again(lastCellOnly);
            bench.goOn(row);
        } else {
            row.phase(RowWork.Phase.SPENT);
        }
    }

    /** Settles the rows whose turn it is. */
    void settle() throws DataException, EngineException, InterruptedException {
        for (RowWork row = bench.first(); row != null && count.missing() > 0; row = bench.first()) {
            switch (row.phase()) {
                case MAKING -> {
                    return;
                }
                case COMPLETE -> {
                    Optional<Rejection> refusal = acceptance.test(row.values(), row.number());
                    if (refusal.isPresent()) {
                        refuseCandidate(row, refusal.get());
                    } else if (row.isWithdrawn()) {
                        settled(row.settled(RowState.REMOVED, reasons(row), OptionalLong.empty()));
                    } else {
                        accept(row);
                    }
                }
                case SPENT -> reject(row);
                case BLOCKED -> throw row.blockedBy();
            }
        }
    }

    private void accept(RowWork row) throws DataException, EngineException, InterruptedException {
        List<Rejection> reasons = reasons(row);
        acceptance.accept(row.values(), row.number());
        settled(row.settled(RowState.ACCEPTED, reasons, OptionalLong.empty()));
        begin();
    }

    private void reject(RowWork row) throws DataException, EngineException, InterruptedException {
        List<Rejection> reasons = reasons(row);
        Rejection last = reasons.getLast();
        refusedInARow++;
        refusedReasons.merge(last.reason(), 1, Integer::sum);
        OptionalLong replacement = row.isWithdrawn() ? OptionalLong.empty() : slots.replace(row.deal());
        settled(row.settled(RowState.REJECTED, reasons, replacement));
        if (refusedInARow >= mostRefused) {
            throw tooMany(last);
        }
    }

    private void settled(SettledRow row) throws DataException {
        count.add(row);
        bench.removeFirst();
        sink.settled(row);
    }

    private List<Rejection> reasons(RowWork row) throws EngineException, InterruptedException {
        List<Rejection> reasons = new ArrayList<>();
        for (RowWork.Refusal refusal : row.refusals()) {
            Optional<Rejection> now = refusal.candidate().isPresent()
                    ? acceptance.test(refusal.candidate().get(), row.number())
                    : Optional.empty();
            reasons.add(now.orElse(refusal.rejection()));
        }
        return reasons;
    }

    private DataException tooMany(Rejection last) {
        String most = refusedReasons.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(last.reason());
        return new DataException.RunStopped(
                "The last " + refusedInARow + " rows did not pass in any attempt, most often for the reason " + most
                        + "; the last time: " + last.detail(),
                remedy(most),
                null);
    }

    private static String remedy(String reason) {
        return switch (reason) {
            case "prompt-too-long" ->
                "Shorten the prompt, or give its model slot a larger context, in a new run; resuming tries further rows.";
            case "truncated" -> "Raise max-tokens, or ask for less, in a new run; resuming tries further rows.";
            default ->
                "Loosen the check or the quota, allow more attempts, or use another model in a new run;"
                        + " resuming tries further rows.";
        };
    }
}
