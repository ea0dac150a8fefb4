package studio.athanor.desktop.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import studio.athanor.data.DataException;
import studio.athanor.data.run.RowFilter;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStore;
import studio.athanor.desktop.shell.UiScheduler;

/**
 * The rows of a run that a filter lets through, by position. Pages are read one after another, off the FX thread, those that
 * were asked for last first: what was scrolled past is not waited for. FX thread only.
 */
final class RowsModel implements AutoCloseable {

    /** More pages than this were scrolled past. */
    private static final int MOST_WAITING = 6;

    private final RunStore store;
    private final UiScheduler scheduler;
    private final Consumer<Throwable> failed;
    private final ObjectProperty<RowFilter> filter = new SimpleObjectProperty<>(RowFilter.ACCEPTED);
    private final ReadOnlyObjectWrapper<LazyRows> rows;
    private final ReadOnlyLongWrapper count = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper counting = new ReadOnlyBooleanWrapper();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private boolean closed;
    private boolean reading;
    private boolean recounting;
    private boolean recountAgain;
    private int change;

    RowsModel(RunStore store, UiScheduler scheduler, Consumer<Throwable> failed) {
        this.store = store;
        this.scheduler = scheduler;
        this.failed = failed;
        rows = new ReadOnlyObjectWrapper<>(new LazyRows(0, page -> {}));
        filter.subscribe((before, now) -> restart(0));
        restart(0);
    }

    /** Returns what is shown; may be set. */
    ObjectProperty<RowFilter> filter() {
        return filter;
    }

    /** Returns the rows; another list for another filter, and where a change by hand moved them. */
    ReadOnlyObjectProperty<LazyRows> rows() {
        return rows.getReadOnlyProperty();
    }

    /** Returns how many rows there are. */
    ReadOnlyLongProperty count() {
        return count.getReadOnlyProperty();
    }

    /** Returns whether that is being found out. */
    ReadOnlyBooleanProperty counting() {
        return counting.getReadOnlyProperty();
    }

    void showState(Optional<RowState> state) {
        RowFilter now = filter.get();
        filter.set(new RowFilter(state, now.search(), now.equal(), Optional.empty()));
    }

    /** Shows the rejected rows of a reason. */
    void showReason(String reason) {
        filter.set(new RowFilter(Optional.of(RowState.REJECTED), Optional.empty(), Map.of(), Optional.of(reason)));
    }

    void search(String words) {
        RowFilter now = filter.get();
        Optional<String> search = Optional.of(words.strip()).filter(text -> !text.isEmpty());
        if (!search.equals(now.search())) {
            filter.set(new RowFilter(now.state(), search, now.equal(), now.reason()));
        }
    }

    /** Shows only rows that have a value; an earlier wish for the column is replaced. */
    void showEqual(String column, String value) {
        Map<String, String> equal = new HashMap<>(filter.get().equal());
        equal.put(column, value);
        withEqual(equal);
    }

    void showAny(String column) {
        Map<String, String> equal = new HashMap<>(filter.get().equal());
        equal.remove(column);
        withEqual(equal);
    }

    private void withEqual(Map<String, String> equal) {
        RowFilter now = filter.get();
        filter.set(new RowFilter(now.state(), now.search(), equal, now.reason()));
    }

    void showReasonNoMore() {
        RowFilter now = filter.get();
        filter.set(new RowFilter(now.state(), now.search(), now.equal(), Optional.empty()));
    }

    /** Shows a row that was changed by hand. Where the filter takes it otherwise than before, the rows behind it move. */
    void changed(RunRow before, RunRow after) {
        rows.get().replace(after);
        RowFilter now = filter.get();
        boolean byState = now.state().isPresent() && before.state() != after.state();
        boolean byValue = (now.search().isPresent() || !now.equal().isEmpty())
                && !before.row().equals(after.row());
        if (byState || byValue) {
            restart(rows.get().pageLookedAt());
        }
    }

    /** Looks whether there are more rows, for a run that is at work. */
    void recount() {
        if (closed) {
            return;
        }
        if (recounting) {
            recountAgain = true;
            return;
        }
        recounting = true;
        int mine = change;
        RowFilter now = filter.get();
        scheduler.background(
                () -> store.count(now),
                found -> {
                    recounting = false;
                    if (mine == change) {
                        count.set(found);
                        rows.get().growTo(clamped(found));
                    }
                    if (recountAgain) {
                        recountAgain = false;
                        recount();
                    }
                },
                failure -> {
                    recounting = false;
                    tell(mine, failure);
                });
    }

    /** Reads the rows anew, a page of them first. */
    private void restart(int page) {
        int mine = ++change;
        waiting.clear();
        counting.set(true);
        RowFilter now = filter.get();
        scheduler.background(
                () -> new Start(store.count(now), page, read(now, page)),
                start -> {
                    if (mine == change) {
                        begin(start);
                    }
                },
                failure -> {
                    if (mine == change) {
                        counting.set(false);
                        failed.accept(failure);
                    }
                });
    }

    private void begin(Start start) {
        counting.set(false);
        count.set(start.count());
        LazyRows fresh = new LazyRows(clamped(start.count()), this::want);
        if (!start.read().isEmpty()) {
            fresh.beginWith(start.page(), start.read());
        }
        rows.set(fresh);
    }

    private List<RunRow> read(RowFilter which, int page) throws DataException {
        return store.page(which, (long) page * LazyRows.PAGE, LazyRows.PAGE);
    }

    private static int clamped(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE - 8);
    }

    private void want(int page) {
        if (closed) {
            return;
        }
        waiting.remove(page);
        waiting.push(page);
        while (waiting.size() > MOST_WAITING) {
            rows.get().forget(waiting.removeLast());
        }
        readNext();
    }

    private void readNext() {
        Integer page = reading ? null : waiting.poll();
        if (page == null) {
            return;
        }
        reading = true;
        int mine = change;
        RowFilter now = filter.get();
        LazyRows into = rows.get();
        scheduler.background(
                () -> read(now, page),
                read -> {
                    reading = false;
                    if (mine == change) {
                        into.show(page, read);
                    }
                    readNext();
                },
                failure -> {
                    reading = false;
                    into.forget(page);
                    tell(mine, failure);
                    readNext();
                });
    }

    /** What failed for a list that is shown no more concerns nobody. */
    private void tell(int mine, Throwable failure) {
        if (mine == change) {
            failed.accept(failure);
        }
    }

    /** Reads no more; what is being read comes to nothing. */
    @Override
    public void close() {
        closed = true;
        change++;
        waiting.clear();
    }

    private record Start(long count, int page, List<RunRow> read) {}
}
