package studio.athanor.data.run;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;

/**
 * The cells that can be asked for, and the order in which they are. A lane goes on with the column it is at as long as that has
 * cells, in the order of rows: their prompts begin alike, and the engine computes what is alike once. Then it turns to the column
 * whose next row comes first. No column waits for ever, as only so many rows are worked on at a time. Used by the loop's
 * thread alone.
 */
final class ReadyCells {

    private final Map<String, Lane> laneOfSlot;
    private final Map<String, LaneState> lanes = new LinkedHashMap<>();

    ReadyCells(Map<String, Lane> laneOfSlot) {
        this.laneOfSlot = Map.copyOf(laneOfSlot);
    }

    /** Takes a row whose next cell is a column's. */
    void add(RowWork row, Column column) {
        Lane lane = lane(column);
        lanes.computeIfAbsent(lane.name(), _ -> new LaneState(lane.cells()))
                .waiting
                .computeIfAbsent(column.name(), _ -> new PriorityQueue<>(Comparator.comparingLong(RowWork::number)))
                .add(row);
    }

    private Lane lane(Column column) {
        if (!(column.kind() instanceof ColumnKind.ModelWritten written)) {
            throw new IllegalArgumentException("No model writes the column " + column.name());
        }
        String slot = written.slots().getFirst();
        return laneOfSlot.getOrDefault(slot, new Lane(slot, 1));
    }

    /** Returns the next row that may be asked for, with a place in its lane, if there is one. */
    Optional<RowWork> poll() {
        for (Map.Entry<String, LaneState> each : lanes.entrySet()) {
            Optional<RowWork> row = each.getValue().poll();
            if (row.isPresent()) {
                row.get().lane(each.getKey());
                return row;
            }
        }
        return Optional.empty();
    }

    /** Gives a row's place in its lane back. */
    void release(RowWork row) {
        row.lane().ifPresent(name -> {
            LaneState lane = lanes.get(name);
            if (lane != null) {
                lane.free++;
            }
        });
        row.lane(null);
    }

    void clear() {
        lanes.values().forEach(lane -> lane.waiting.clear());
    }

    private static final class LaneState {
        private final Map<String, PriorityQueue<RowWork>> waiting = new HashMap<>();
        private int free;
        private String column = "";

        LaneState(int cells) {
            free = cells;
        }

        Optional<RowWork> poll() {
            if (free == 0) {
                return Optional.empty();
            }
            PriorityQueue<RowWork> queue = waiting.get(column);
            if (queue == null || queue.isEmpty()) {
                column = waiting.entrySet().stream()
                        .filter(each -> !each.getValue().isEmpty())
                        .min(Comparator.comparingLong(each -> first(each.getValue())))
                        .map(Map.Entry::getKey)
                        .orElse("");
                queue = waiting.get(column);
            }
            if (queue == null) {
                return Optional.empty();
            }
            free--;
            return Optional.ofNullable(queue.poll());
        }

        private static long first(PriorityQueue<RowWork> queue) {
            RowWork row = queue.peek();
            return row == null ? Long.MAX_VALUE : row.number();
        }
    }
}
