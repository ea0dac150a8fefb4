package studio.athanor.desktop.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunStore;
import studio.athanor.desktop.data.DataRooms.LiveRun;
import studio.athanor.desktop.data.DataRooms.RunWish;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.JobContext;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** The runs there are, and those that are at work in this program. FX thread only. */
final class RunsModel implements AutoCloseable {

    private final Texts texts = Texts.of(RunsModel.class);
    private final DataServices services;
    private final ObservableList<RunSummary> runs = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final Map<Path, LiveRun> working = new HashMap<>();
    private final Set<Path> starting = new HashSet<>();
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();

    RunsModel(DataServices services) {
        this.services = services;
    }

    /** Returns the runs, the latest first. */
    ObservableList<RunSummary> runs() {
        return runs;
    }

    /** Returns whether they are being looked for. */
    ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /** Returns a number that is another one whenever a run begins or ends to work. */
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    /** Looks which runs there are. */
    void refresh() {
        looking.set(true);
        services.scheduler().background(services.runs()::list, this::show, failure -> {
            looking.set(false);
            services.wording().show(failure);
        });
    }

    private void show(List<RunSummary> found) {
        looking.set(false);
        if (!found.equals(runs)) {
            runs.setAll(found);
        }
    }

    /** Tells whether a run is at work in this program. */
    boolean isWorking(Path folder) {
        return working.containsKey(folder);
    }

    /** Returns the run that is at work in a folder. */
    Optional<LiveRun> live(Path folder) {
        return Optional.ofNullable(working.get(folder));
    }

    /** Tells whether the models of a run are being loaded. */
    boolean isStarting(Path folder) {
        return starting.contains(folder);
    }

    /** Tells whether a run is at work in this program, or about to be. */
    boolean isBusy(Path folder) {
        return isWorking(folder) || isStarting(folder);
    }

    /** Tells whether any run is about to begin. */
    boolean isStarting() {
        return !starting.isEmpty();
    }

    /** Loads the models, makes the folder of a run, begins to work, and tells when it does. */
    void start(RunWish wish, Consumer<Path> begun) {
        String title = wish.recipe().title();
        launch(
                wish.folder(),
                title.isBlank() ? wish.recipe().name() : title,
                () -> services.rooms().create(wish),
                begun);
    }

    /** Goes on with a run that was paused or stopped. */
    void resume(Path folder, String recipeTitle, Map<String, ModelRef> models) {
        if (!isBusy(folder)) {
            launch(folder, recipeTitle, () -> services.rooms().resume(folder, models), path -> {});
        }
    }

    private void launch(Path folder, String title, Opening opening, Consumer<Path> begun) {
        starting.add(folder);
        changed();
        Job<Boolean> job = services.jobs().start(texts.get("run.job", title), context -> {
            context.progress(new Progress.Indeterminate(texts.get("run.loading")));
            try (LiveRun run = opening.open()) {
                context.onCancel(run::cancel);
                services.scheduler().execute(() -> begun(folder, run, begun));
                work(folder, run, context);
            }
            return true;
        });
        var _ = job.result()
                .whenComplete((done, failure) ->
                        services.scheduler().execute(() -> ended(folder, Optional.ofNullable(failure))));
    }

    private void begun(Path folder, LiveRun run, Consumer<Path> told) {
        starting.remove(folder);
        working.put(folder, run);
        changed();
        told.accept(folder);
    }

    private void work(Path folder, LiveRun run, JobContext context) throws Exception {
        try (RunStore store = services.rooms().open(folder)) {
            Subscription seen = run.observe(() -> report(store, context));
            run.work();
            seen.close();
        }
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    private void report(RunStore store, JobContext context) {
        try {
            RunFigures figures = store.figures();
            context.progress(new Progress.Steps(figures.accepted(), figures.target(), texts.get("unit.rows")));
        } catch (DataException e) {
            // the work says so itself if it is in earnest
        }
    }

    private void ended(Path folder, Optional<Throwable> failure) {
        starting.remove(folder);
        working.remove(folder);
        changed();
        failure.filter(each -> !DataWording.isCancel(each)).ifPresent(services.wording()::show);
        refresh();
    }

    /** Ends the work of a run without waiting for what models are asked for. */
    void cancel(Path folder) {
        LiveRun run = working.get(folder);
        if (run != null) {
            run.cancel();
        }
    }

    /** Ends the work of a run when what models are asked for has come; what it made stays. */
    void pause(Path folder) {
        LiveRun run = working.get(folder);
        if (run != null) {
            run.pause();
        }
    }

    /** Puts a run that is not at work into the trash; the notice offers to take that back. */
    void delete(RunSummary run) {
        services.scheduler()
                .background(
                        () -> services.runs().trash(run.folder()),
                        thrown -> {
                            refresh();
                            services.notices()
                                    .show(Notice.info(texts.get("run.deleted", run.name()))
                                            .withRemedy(texts.get("undo"), () -> restore(thrown)));
                        },
                        services.wording()::show);
    }

    private void restore(Trash.Thrown thrown) {
        services.scheduler()
                .background(
                        () -> {
                            services.trash().restore(thrown);
                            return thrown;
                        },
                        done -> refresh(),
                        services.wording()::show);
    }

    /** Asks every work to end. */
    @Override
    public void close() {
        working.values().forEach(LiveRun::cancel);
    }

    @FunctionalInterface
    private interface Opening {
        LiveRun open() throws Exception;
    }
}
