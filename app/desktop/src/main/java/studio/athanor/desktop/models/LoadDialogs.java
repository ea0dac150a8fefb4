package studio.athanor.desktop.models;

import studio.athanor.core.Studio;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.UiScheduler;

/** Opens the dialog that asks how to load a model. FX thread only. */
public final class LoadDialogs {

    private final Studio studio;
    private final ModelDesk desk;
    private final UiScheduler scheduler;
    private final Overlays overlays;

    /** Creates dialogs that open over the window. */
    public LoadDialogs(Studio studio, ModelDesk desk, UiScheduler scheduler, Overlays overlays) {
        this.studio = studio;
        this.desk = desk;
        this.scheduler = scheduler;
        this.overlays = overlays;
    }

    void show(ModelRow row) {
        LoadDialog dialog = new LoadDialog(row, desk.settings(row.ref()), desk.freeBytes(), overlays::close, choice -> {
            overlays.close();
            desk.load(row.ref(), choice.settings(), choice.remember());
        });
        overlays.showDialog(dialog, () -> {});
        scheduler.background(
                () -> studio.sessions().devices().result().get(), dialog::offerDevices, dialog::devicesUnknown);
    }

    /** Opens the dialog of the model that answers; does nothing if there is none. */
    public void showForCurrent() {
        desk.rows().stream().filter(ModelRow::current).findFirst().ifPresent(this::show);
    }
}
