package studio.athanor.desktop.models;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.Studio;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.desktop.gpus.Planning;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.engines.spi.EngineDevice;
import studio.athanor.engines.spi.EngineException;

/** Plans a load again whenever its settings have rested for a moment, off the FX thread. FX thread only. */
final class LivePlan {

    private static final Duration REST = Duration.millis(120);

    private final Planning planning;
    private final UiScheduler scheduler;
    private final ModelEntry entry;
    private final PauseTransition rest = new PauseTransition(REST);
    private @Nullable LoadDialog dialog;
    private @Nullable ModelLoadSettings wanted;
    private List<EngineDevice> devices = List.of();
    private int asked;

    LivePlan(Studio studio, UiScheduler scheduler, ModelEntry entry) {
        planning = new Planning(studio);
        this.scheduler = scheduler;
        this.entry = entry;
        rest.setOnFinished(event -> planNow());
    }

    void showIn(LoadDialog view) {
        dialog = view;
    }

    /** Plans with other settings, soon. */
    void plan(ModelLoadSettings settings) {
        wanted = settings;
        if (!devices.isEmpty()) {
            rest.playFromStart();
        }
    }

    void devicesAre(List<EngineDevice> found) {
        devices = found;
        planNow();
    }

    void devicesUnknown(Exception failure) {
        if (dialog != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            dialog.plan()
                    .showRefused(
                            String.valueOf(cause.getMessage()),
                            cause instanceof EngineException expected ? expected.remedy() : "");
        }
    }

    private void planNow() {
        ModelLoadSettings settings = wanted;
        LoadDialog view = dialog;
        if (settings == null || view == null || devices.isEmpty()) {
            return;
        }
        view.plan().showPlanning();
        int number = ++asked;
        List<EngineDevice> found = devices;
        scheduler.background(
                () -> planning.plan(entry, settings, found),
                load -> {
                    if (number == asked) {
                        view.show(load);
                    }
                },
                failure -> {
                    if (number == asked) {
                        view.plan()
                                .showRefused(
                                        String.valueOf(failure.getMessage()),
                                        failure instanceof EngineException expected ? expected.remedy() : "");
                    }
                });
    }

    /** Plans no more. */
    void close() {
        rest.stop();
        asked++;
        dialog = null;
    }
}
