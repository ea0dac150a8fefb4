package studio.athanor.desktop.chat;

import javafx.beans.property.ObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSessions;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.engines.spi.job.Progress;
import studio.athanor.engines.spi.job.Subscription;

/** Loads a model again after its process ended. FX thread only. */
final class ModelReload {

    private final ModelSessions sessions;
    private final PaneContext context;
    private final ObjectProperty<@Nullable Progress> progress;
    private boolean running;

    ModelReload(ModelSessions sessions, PaneContext context, ObjectProperty<@Nullable Progress> progress) {
        this.sessions = sessions;
        this.context = context;
        this.progress = progress;
    }

    boolean running() {
        return running;
    }

    /**
     * Loads a model, unless one is being loaded; a failure becomes a notice.
     *
     * @param model to load
     * @param loaded called when it is there
     * @param changed called when loading began, and when it ended one way or the other
     */
    void start(ModelRef model, Runnable loaded, Runnable changed) {
        if (running) {
            return;
        }
        running = true;
        changed.run();
        var job = sessions.ensureLoaded(model);
        Subscription watch = job.observe(now -> context.scheduler().execute(() -> progress.set(now)));
        var _ = job.result()
                .whenComplete((session, failure) -> context.scheduler().execute(() -> {
                    watch.close();
                    running = false;
                    progress.set(null);
                    if (failure == null) {
                        loaded.run();
                    } else {
                        context.notices().show(failure);
                    }
                    changed.run();
                }));
    }
}
