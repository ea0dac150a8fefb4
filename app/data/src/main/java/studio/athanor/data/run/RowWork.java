package studio.athanor.data.run;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;
import studio.athanor.data.row.Rejection;

/**
 * A row that is worked on. It is handed between the loop's thread and the thread that makes its cells, and never used by both at
 * once.
 */
final class RowWork {

    /** Where a row is. */
    enum Phase {
        /** Its cells are being made. */
        MAKING,
        /** All cells are there; rows before it may be missing. */
        COMPLETE,
        /** It was tried as often as allowed. */
        SPENT,
        /** It cannot be made now; the run stops when it is its turn. */
        BLOCKED
    }

    private final long number;
    private final long deal;
    private OptionalLong place;
    private final Map<String, JsonElement> values = new LinkedHashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private SettledRow.Costs costs = SettledRow.Costs.NONE;
    private Phase phase = Phase.MAKING;
    private int attempt;
    private int drawnAttempt;
    private int next;
    private int told;
    private @Nullable String lane;
    private boolean dropped;
    private boolean withdrawn;
    private int opening;
    private @Nullable DataException block;

    RowWork(long number, long deal, OptionalLong place) {
        this.number = number;
        this.deal = deal;
        this.place = place;
    }

    long number() {
        return number;
    }

    long deal() {
        return deal;
    }

    OptionalLong place() {
        return place;
    }

    /** Takes note that the row it was to replace counts after all. */
    void withdraw() {
        place = OptionalLong.empty();
        withdrawn = true;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    int attempt() {
        return attempt;
    }

    /**
     * Returns the attempt whose seeds what is drawn has: the one that began all over last. Columns that pick from one source get
     * the same record only if they are drawn in the same attempt, whatever was made again alone between them.
     */
    int drawnAttempt() {
        return drawnAttempt;
    }

    /** Returns the index of the column that is made next, in the order of making. */
    int next() {
        return next;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase now) {
        phase = now;
    }

    /** Returns the values so far; they change. */
    Map<String, JsonElement> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Holds a place in a lane, or with null in none. */
    void lane(@Nullable String name) {
        lane = name;
    }

    Optional<String> lane() {
        return Optional.ofNullable(lane);
    }

    /** Takes note between which pauses its step began. */
    void opening(int count) {
        opening = count;
    }

    int opening() {
        return opening;
    }

    /** Takes note that the row cannot be made now. */
    void block(DataException why) {
        block = why;
        phase = Phase.BLOCKED;
    }

    /** Tries to make the row after all. */
    void unblock() {
        if (phase == Phase.BLOCKED) {
            phase = Phase.MAKING;
        }
        block = null;
    }

    /** Returns why the row cannot be made. */
    DataException blockedBy() {
        return Objects.requireNonNull(block);
    }

    /** Takes note that nobody waits for this row any more. */
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    void add(Cell cell) {
        values.put(cell.column(), cell.value());
        cells.add(cell);
        costs = costs.plus(new SettledRow.Costs(cell.promptTokens(), cell.reusedTokens(), cell.generatedTokens()));
        next++;
    }

    /** Leaves a column out whose condition does not hold. */
    void skip(String column, JsonElement nothing) {
        values.put(column, nothing);
        next++;
    }

    /** Takes note that this attempt did not pass. */
    void refused(Rejection rejection, boolean looksGood) {
        refusals.add(new Refusal(rejection, looksGood ? Optional.of(Map.copyOf(values)) : Optional.empty()));
    }

    /** Begins another attempt: all over, or the last cell alone. */
    void again(boolean lastCellOnly) {
        attempt++;
        phase = Phase.MAKING;
        if (lastCellOnly) {
            Cell last = cells.removeLast();
            values.remove(last.column());
            next--;
        } else {
            cells.clear();
            values.clear();
            next = 0;
            drawnAttempt = attempt;
        }
        told = Math.min(told, cells.size());
    }

    /** Returns the cells that were not told of yet. */
    List<Cell> untold() {
        List<Cell> fresh = List.copyOf(cells.subList(told, cells.size()));
        told = cells.size();
        return fresh;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    SettledRow settled(RowState state, List<Rejection> reasons, OptionalLong replacement) {
        return new SettledRow(
                number,
                deal,
                place,
                attempt,
                state,
                Collections.unmodifiableMap(values),
                List.copyOf(cells),
                reasons,
                replacement,
                costs);
    }

    /**
     * Why an attempt did not pass.
     *
     * @param candidate the values, where the attempt was refused for what other rows hold: its reason may be another once
     *     all rows before it are settled
     */
    record Refusal(Rejection rejection, Optional<Map<String, JsonElement>> candidate) {}
}
