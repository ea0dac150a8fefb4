package studio.athanor.desktop.data;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.report.Report;
import studio.athanor.data.run.RunStore;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Progress;

/** The report of an open run, counted when it is asked for. FX thread only. */
final class ReportModel {

    private final Texts texts = Texts.of(ReportModel.class);
    private final DataServices services;
    private final RunStore store;
    private final ReadOnlyObjectWrapper<@Nullable Report> report = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Throwable> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper counting = new ReadOnlyBooleanWrapper();
    private @Nullable Job<Report> job;

    ReportModel(DataServices services, RunStore store) {
        this.services = services;
        this.store = store;
    }

    /** Returns the report; null until it was counted. */
    ReadOnlyObjectProperty<@Nullable Report> report() {
        return report.getReadOnlyProperty();
    }

    /** Returns why there is none; null if there is no reason. */
    ReadOnlyObjectProperty<@Nullable Throwable> failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty counting() {
        return counting.getReadOnlyProperty();
    }

    /** Counts the rows that there are now. */
    void refresh() {
        if (counting.get()) {
            return;
        }
        counting.set(true);
        failure.set(null);
        Job<Report> started = services.jobs().start(texts.get("report.job"), context -> {
            context.progress(new Progress.Indeterminate(texts.get("report.counting")));
            return services.rooms().report(store, context);
        });
        job = started;
        var _ = started.result()
                .whenComplete((made, why) -> services.scheduler().execute(() -> {
                    counting.set(false);
                    if (why == null) {
                        report.set(made);
                    } else if (!DataWording.isCancel(why)) {
                        failure.set(why);
                    }
                }));
    }

    void close() {
        Job<Report> running = job;
        if (running != null) {
            running.cancel();
        }
    }
}
