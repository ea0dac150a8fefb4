package studio.athanor.data.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are worked on, in their order. Each step of a row runs on a virtual thread; as many wait for models as their lanes
 * take. Used by the loop's thread alone, but for the threads of steps, which call back.
 */
final class RowBench {

    private final RowMaking making;
    private final ReadyCells ready;
    private final BiConsumer<RowWork, Step> onStep;
    private final Deque<RowWork> rows = new ArrayDeque<>();
    private final List<RowWork> halted = new ArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private int asked;
    private boolean open;
    private int opening;

    /** @param onStep told of each step's end, on the thread of the step */
    RowBench(RowMaking making, Map<String, Lane> lanes, BiConsumer<RowWork, Step> onStep) {
        this.making = making;
        this.ready = new ReadyCells(lanes);
        this.onStep = onStep;
    }

    int size() {
        return rows.size();
    }

    int asked() {
        return asked;
    }

    @Nullable
    RowWork first() {
        return rows.peekFirst();
    }

    void removeFirst() {
        rows.removeFirst();
    }

    /** Returns the row that replaces another one of a deal, if it is worked on. */
    Optional<RowWork> replacement(long deal) {
        return rows.stream()
                .filter(row -> row.place().isPresent() && row.deal() == deal)
                .findFirst();
    }

    void begin(RowWork row) {
        rows.addLast(row);
        step(row, false);
    }

    /** Goes on with a row that begins another attempt. */
    void goOn(RowWork row) {
        step(row, false);
    }

    /** Asks models for as many cells as may be asked for. */
    void ask() {
        Optional<RowWork> next = ready.poll();
        while (next.isPresent()) {
            asked++;
            step(next.get(), true);
            next = ready.poll();
        }
    }

    /**
     * Takes note that a step ended, before anything else is done with its row.
     *
     * @return whether the step is still of interest
     */
    boolean ended(RowWork row, Step step) {
        if (row.lane().isPresent()) {
            asked--;
            ready.release(row);
        }
        if (row.isDropped()) {
            return false;
        }
        switch (step) {
            case Step.NeedsModel(var column) -> ready.add(row, column);
            case Step.Halted _, Step.Failed _ -> {
                if (open && row.opening() != opening) {
                    // it fell in a pause that is over
                    step(row, false);
                    return false;
                }
                halted.add(row);
            }
            case Step.Complete _, Step.Refused _ -> {}
        }
        return true;
    }

    boolean isOpen() {
        return open;
    }

    /** Begins no step any more; those that run go on. */
    void close() {
        open = false;
    }

    /** Begins steps again, with those that were interrupted or failed. */
    void open() {
        open = true;
        opening++;
        List<RowWork> again = List.copyOf(halted);
        halted.clear();
        again.forEach(row -> {
            row.unblock();
            step(row, false);
        });
    }

    /** Interrupts the steps that run; they end as halted. */
    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /**
     * Forgets all rows. Steps that still run are interrupted, and are of no interest.
     *
     * @return the rows, the newest first
     */
    List<RowWork> clear() {
        interrupt();
        rows.forEach(RowWork::drop);
        List<RowWork> dropped = List.copyOf(rows.reversed());
        rows.clear();
        halted.clear();
        ready.clear();
        return dropped;
    }

    private void step(RowWork row, boolean mayAsk) {
        if (!open) {
            halted.add(row);
            return;
        }
        row.opening(opening);
        Thread thread = Thread.ofVirtual().name("run-row-" + row.number()).unstarted(() -> {
            try {
                onStep.accept(row, making.advance(row, mayAsk));
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    /** Waits for interrupted steps to end, but not for ever. */
    void awaitEnd(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                long left = end - System.nanoTime();
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
