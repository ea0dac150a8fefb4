package studio.athanor.desktop.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Jobs;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** The running jobs, mirrored at most once per frame. FX thread only. */
public final class JobsModel implements AutoCloseable {

    private final Jobs jobs;
    private final Runnable refresh;
    private final Subscription subscription;
    private final Map<Long, Subscription> progress = new HashMap<>();
    private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
    private final ObservableList<JobRow> readOnly = FXCollections.unmodifiableObservableList(rows);

    /** Follows jobs until closed. */
    public JobsModel(Jobs jobs, UiScheduler scheduler) {
        this.jobs = jobs;
        refresh = scheduler.oncePerFrame(this::mirror);
        subscription = jobs.observe(running -> refresh.run());
    }

    /** Returns the running jobs, oldest first. */
    public ObservableList<JobRow> rows() {
        return readOnly;
    }

    private void mirror() {
        List<Job<?>> running = jobs.running();
        List<Long> ids = running.stream().map(Job::id).toList();
        progress.entrySet().removeIf(entry -> {
            boolean ended = !ids.contains(entry.getKey());
            if (ended) {
                entry.getValue().close();
            }
            return ended;
        });
        for (Job<?> job : running) {
            progress.computeIfAbsent(job.id(), id -> job.observe(changed -> refresh.run()));
        }
        List<JobRow> now = running.stream()
                .map(job -> new JobRow(job.id(), job.title(), job.progress(), job::cancel))
                .toList();
        if (now.size() != rows.size()) {
            rows.setAll(now);
        } else {
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).sameAs(rows.get(i))) {
                    rows.set(i, now.get(i));
                }
            }
        }
    }

    @Override
    public void close() {
        subscription.close();
        progress.values().forEach(Subscription::close);
    }

    /**
     * A job as it is now.
     *
     * @param id of the job
     * @param title what the work is
     * @param progress how far it is
     * @param cancel ends it
     */
    public record JobRow(long id, String title, Progress progress, Runnable cancel) {

        boolean sameAs(JobRow other) {
            return id == other.id && progress.equals(other.progress);
        }
    }
}
