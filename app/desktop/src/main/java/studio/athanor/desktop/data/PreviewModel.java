package studio.athanor.desktop.data;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.desktop.data.DataRooms.PreviewRow;
import studio.athanor.desktop.data.DataRooms.PreviewWish;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Progress;

/** Some rows of the open recipe, made while it is edited. A change ends the preview that runs and begins another. FX thread only. */
final class PreviewModel implements AutoCloseable {

    /** How many rows are made. */
    static final int ROWS = 5;

    /** A model is not asked for every letter that is typed. */
    static final Duration SETTLED = Duration.millis(900);

    private final DataRooms rooms;
    private final Jobs jobs;
    private final EditorModel editor;
    private final SlotsModel slots;
    private final Executor fxThread;
    private final String jobTitle;
    private final String unit;
    private final ObservableList<PreviewRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<PreviewState> state =
            new ReadOnlyObjectWrapper<>(new PreviewState.Waiting(PreviewState.Reason.NOT_ASKED, ""));
    private final BooleanProperty live = new SimpleBooleanProperty();
    private final PauseTransition settled = new PauseTransition(SETTLED);
    private @Nullable Job<Boolean> job;
    private String shown = "";
    private int change;

    /**
     * Creates a preview that has not begun.
     *
     * @param fxThread runs tasks on the FX thread
     * @param jobTitle what the job is called in the list of jobs
     * @param unit what is counted there
     */
    PreviewModel(
            DataRooms rooms,
            Jobs jobs,
            Executor fxThread,
            EditorModel editor,
            SlotsModel slots,
            String jobTitle,
            String unit) {
        this.rooms = rooms;
        this.jobs = jobs;
        this.fxThread = fxThread;
        this.editor = editor;
        this.slots = slots;
        this.jobTitle = jobTitle;
        this.unit = unit;
        settled.setOnFinished(event -> startIfChanged());
        editor.state().subscribe((before, now) -> editorChanged(now));
        slots.changes().subscribe((before, now) -> {
            if (live.get() && editor.state().get().runnable()) {
                settled.playFromStart();
            }
        });
        live.subscribe((before, now) -> {
            if (now) {
                startIfChanged();
            } else {
                settled.stop();
            }
        });
    }

    ObservableList<PreviewRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<PreviewState> state() {
        return state.getReadOnlyProperty();
    }

    /** Returns whether rows are made by themselves after each change; may be set. */
    BooleanProperty live() {
        return live;
    }

    /** Makes the rows now. */
    void start() {
        settled.stop();
        cancel();
        Optional<PreviewState> obstacle = obstacle();
        if (obstacle.isPresent()) {
            state.set(obstacle.get());
            return;
        }
        Recipe recipe = editor.recipe().get();
        if (recipe == null) {
            return;
        }
        shown = key();
        int mine = ++change;
        rows.clear();
        state.set(new PreviewState.Running(0));
        PreviewWish wish = new PreviewWish(recipe, editor.place().get().folder(), slots.chosen(), ROWS);
        Job<Boolean> started = jobs.start(jobTitle, context -> {
            int[] made = new int[1];
            context.progress(new Progress.Steps(0, ROWS, unit));
            rooms.preview(wish, row -> {
                context.progress(new Progress.Steps(++made[0], ROWS, unit));
                fxThread.execute(() -> add(mine, row));
            });
            return true;
        });
        job = started;
        var _ = started.result()
                .whenComplete((done, failure) -> fxThread.execute(() -> ended(mine, Optional.ofNullable(failure))));
    }

    private Optional<PreviewState> obstacle() {
        if (!editor.state().get().runnable()) {
            return Optional.of(new PreviewState.Waiting(
                    editor.state().get() == EditorModel.State.CHECKING
                            ? PreviewState.Reason.CHECKING
                            : PreviewState.Reason.PROBLEMS,
                    ""));
        }
        return slots.missing().map(slot -> new PreviewState.Waiting(PreviewState.Reason.NO_MODEL, slot));
    }

    /** Ends what runs; the rows that were made stay. */
    void cancel() {
        Job<Boolean> running = job;
        if (running != null && running.state() == Job.State.RUNNING) {
            running.cancel();
            change++;
            state.set(new PreviewState.Done(true));
        }
        job = null;
    }

    /** What was asked for while the recipe was being checked begins when it is. */
    private void editorChanged(EditorModel.State now) {
        if (now != EditorModel.State.CHECKING
                && state.get() instanceof PreviewState.Waiting waiting
                && waiting.reason() == PreviewState.Reason.CHECKING) {
            start();
            return;
        }
        if (!live.get()) {
            return;
        }
        if (now.runnable()) {
            settled.playFromStart();
        } else {
            settled.stop();
        }
    }

    private void startIfChanged() {
        if (live.get() && !key().equals(shown)) {
            start();
        }
    }

    private String key() {
        return editor.meaning() + slots.chosen();
    }

    private void add(int mine, PreviewRow row) {
        if (mine == change) {
            rows.add(row);
            rows.sort((one, other) -> Integer.compare(one.index(), other.index()));
            state.set(new PreviewState.Running(rows.size()));
        }
    }

    private void ended(int mine, Optional<Throwable> failure) {
        if (mine != change) {
            return;
        }
        if (failure.isPresent() && !DataWording.isCancel(failure.get())) {
            state.set(new PreviewState.Failed(failure.get()));
        } else {
            state.set(new PreviewState.Done(failure.isPresent()));
        }
    }

    @Override
    public void close() {
        settled.stop();
        cancel();
    }
}
