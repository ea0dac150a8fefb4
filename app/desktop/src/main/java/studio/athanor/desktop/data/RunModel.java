package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStatus;
import studio.athanor.data.run.RunStore;
import studio.athanor.desktop.data.DataRooms.Hands;
import studio.athanor.desktop.data.DataRooms.LiveRun;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Subscription;

/** An open run: how far it is, its rows, and changes by hand. FX thread only. */
final class RunModel implements AutoCloseable {

    /** The store is asked for figures at most so often. */
    private static final Duration BETWEEN_LOOKS = Duration.millis(500);

    private static final int MOST_UNDO = 200;

    private final DataServices services;
    private final RunsModel runs;
    private final RunStore store;
    private final RowsModel rows;
    private final ReportModel report;
    private final ReadOnlyObjectWrapper<@Nullable RunProgressNow> progress = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RowDetail> detail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final Deque<Undo> undo = new ArrayDeque<>();
    private final PauseTransition pause = new PauseTransition(BETWEEN_LOOKS);
    private final RunSpeed speed = new RunSpeed();
    private final javafx.util.Subscription following;
    private boolean looking;
    private boolean lookAgain;
    private boolean closed;
    private long counted = -1;
    private int inspected;
    private Optional<Subscription> observing = Optional.empty();
    private volatile @Nullable LiveRun working;

    RunModel(DataServices services, RunsModel runs, RunStore store) {
        this.services = services;
        this.runs = runs;
        this.store = store;
        rows = new RowsModel(store, services.scheduler(), services.wording()::show);
        report = new ReportModel(services, store);
        rows.rows().subscribe(list -> {
            if (list.isEmpty()) {
                inspectNone();
            }
        });
        pause.setOnFinished(event -> {
            if (lookAgain) {
                look();
            }
        });
        following = runs.changes().subscribe((before, now) -> follow());
        follow();
    }

    RunStore store() {
        return store;
    }

    Path folder() {
        return store.folder();
    }

    String title() {
        String title = store.recipe().title();
        return title.isBlank() ? store.recipe().name() : title;
    }

    RowsModel rows() {
        return rows;
    }

    ReportModel report() {
        return report;
    }

    /** Returns how far the run is; null until that has been read. */
    ReadOnlyObjectProperty<@Nullable RunProgressNow> progress() {
        return progress.getReadOnlyProperty();
    }

    /** Returns the row that is looked at closely; null if none is. */
    ReadOnlyObjectProperty<@Nullable RowDetail> detail() {
        return detail.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    boolean isWorking() {
        return runs.isWorking(folder());
    }

    /** Ends the work; it can be resumed. */
    void pause() {
        runs.pause(folder());
    }

    /** Ends the work at once; it can be resumed. */
    void cancel() {
        runs.cancel(folder());
    }

    /** Follows the run while it is at work here. */
    private void follow() {
        LiveRun before = working;
        LiveRun now = runs.live(folder()).orElse(null);
        working = now;
        if (now != null && !now.equals(before)) {
            speed.forget();
            observing.ifPresent(Subscription::close);
            observing = Optional.of(now.observe(services.scheduler().oncePerFrame(this::refresh)));
        }
        refresh();
    }

    /** Looks how far the run is, now or a moment after the last look. */
    void refresh() {
        if (closed) {
            return;
        }
        lookAgain = true;
        if (!looking && pause.getStatus() != Animation.Status.RUNNING) {
            look();
        }
    }

    private void look() {
        looking = true;
        lookAgain = false;
        services.scheduler()
                .background(
                        () -> new Look(store.figures(), store.status(), store.reason()),
                        now -> {
                            looking = false;
                            show(now);
                            pause.playFromStart();
                        },
                        failure -> {
                            looking = false;
                            if (!closed) {
                                services.wording().show(failure);
                            }
                        });
    }

    private void show(Look now) {
        if (closed) {
            return;
        }
        boolean atWork = isWorking();
        speed.see(now.figures(), System.nanoTime());
        progress.set(new RunProgressNow(
                now.figures(),
                now.status(),
                now.reason().orElse(""),
                atWork,
                runs.isStarting(folder()),
                speed.rowsPerSecond(),
                speed.tokensPerSecond()));
        long decided = now.figures().accepted() + now.figures().rejectedRows();
        if (decided != counted) {
            counted = decided;
            rows.recount();
        }
    }

    /** Reads a row and its cells, to be looked at closely. */
    void inspect(RunRow row) {
        inspect(row.number());
    }

    /** Reads a row by its number, to be looked at closely. */
    void inspect(long number) {
        int mine = ++inspected;
        services.scheduler()
                .background(
                        () -> {
                            List<Cell> cells = store.cells(number);
                            return store.row(number).map(row -> new RowDetail(row, cells));
                        },
                        read -> {
                            if (!closed && mine == inspected) {
                                read.ifPresent(detail::set);
                            }
                        },
                        failure -> {
                            if (!closed) {
                                services.wording().show(failure);
                            }
                        });
    }

    /** Looks closely at no row any more. */
    private void inspectNone() {
        inspected++;
        detail.set(null);
    }

    /** Words a failure in one line. */
    String words(Throwable failure) {
        Notice notice = services.wording().describe(failure);
        return (notice.sentence() + " " + notice.advice()).strip();
    }

    DataServices services() {
        return services;
    }

    /** Makes a cell again, without keeping it, and tells what came of it. */
    void makeAgain(long row, String column, Consumer<Cell> made, Consumer<Throwable> failed) {
        Job<Cell> job = services.jobs()
                .start(column + " · " + row, context -> withHands(hands -> hands.makeAgain(row, column)));
        var _ = job.result()
                .whenComplete((cell, failure) -> services.scheduler().execute(() -> {
                    if (closed) {
                        return;
                    }
                    if (failure == null) {
                        made.accept(cell);
                    } else {
                        failed.accept(failure);
                    }
                }));
    }

    /** Gives a cell another value; that can be undone. */
    void edit(long row, String column, JsonElement before, JsonElement after) {
        change(row, new Undo(row, hands -> hands.edit(row, column, before)), hands -> hands.edit(row, column, after));
    }

    /** Accepts a row or takes it out; that can be undone. */
    void setState(RunRow row, RowState after) {
        RowState before = row.state();
        if (before != after) {
            change(
                    row.number(),
                    new Undo(row.number(), hands -> hands.setState(row.number(), before)),
                    hands -> hands.setState(row.number(), after));
        }
    }

    /** Takes the last change by hand back. */
    void undo() {
        Undo last = undo.poll();
        canUndo.set(!undo.isEmpty());
        if (last != null) {
            apply(last.row(), last.change(), (before, after) -> {});
        }
    }

    private void change(long row, Undo back, Change change) {
        apply(row, change, (before, after) -> {
            undo.push(back);
            if (undo.size() > MOST_UNDO) {
                undo.removeLast();
            }
            canUndo.set(true);
        });
    }

    private void apply(long row, Change change, BiConsumer<Optional<RunRow>, RunRow> done) {
        services.scheduler()
                .background(
                        () -> {
                            Optional<RunRow> before = store.row(row);
                            withHands(hands -> {
                                change.make(hands);
                                return row;
                            });
                            return new Changed(before, store.row(row), store.cells(row));
                        },
                        changed -> changed.after().ifPresent(after -> {
                            done.accept(changed.before(), after);
                            rows.changed(changed.before().orElse(after), after);
                            RowDetail shown = detail.get();
                            if (shown != null && shown.row().number() == row) {
                                detail.set(new RowDetail(after, changed.cells()));
                            }
                            refresh();
                        }),
                        services.wording()::show);
    }

    /** The run at work changes its rows itself; else the folder is opened for the change. */
    private <T> T withHands(Task<T> task) throws Exception {
        LiveRun live = working;
        if (live != null) {
            return task.with(live);
        }
        try (Hands hands = services.rooms().hands(folder())) {
            return task.with(hands);
        }
    }

    @Override
    public void close() {
        closed = true;
        pause.stop();
        rows.close();
        report.close();
        following.unsubscribe();
        observing.ifPresent(Subscription::close);
        services.scheduler()
                .background(
                        () -> {
                            store.close();
                            return true;
                        },
                        done -> {});
    }

    /**
     * A row that is looked at closely.
     *
     * @param row as it is
     * @param cells of its last attempt
     */
    record RowDetail(RunRow row, List<Cell> cells) {

        Optional<Rejection> rejection(String column) {
            return row.rejection().filter(each -> each.column().equals(column));
        }
    }

    private record Undo(long row, Change change) {}

    private record Changed(Optional<RunRow> before, Optional<RunRow> after, List<Cell> cells) {}

    private record Look(RunFigures figures, RunStatus status, Optional<String> reason) {}

    @FunctionalInterface
    private interface Change {
        void make(Hands hands) throws DataException;
    }

    @FunctionalInterface
    private interface Task<T> {
        T with(Hands hands) throws Exception;
    }
}
