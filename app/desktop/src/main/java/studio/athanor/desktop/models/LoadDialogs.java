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
    private final Runnable devicesFound;

    /**
     * Creates dialogs that open over the window.
     *
     * @param devicesFound told when engines were asked for their devices
     */
    public LoadDialogs(Studio studio, ModelDesk desk, UiScheduler scheduler, Overlays overlays, Runnable devicesFound) {
        this.studio = studio;
        this.desk = desk;
        this.scheduler = scheduler;
        this.overlays = overlays;
        this.devicesFound = devicesFound;
    }

    void show(ModelRow row) {
        LivePlan live = new LivePlan(studio, scheduler, row.entry());
        LoadDialog dialog =
                new LoadDialog(row, desk.settings(row.ref()), desk.freeBytes(), live::plan, overlays::close, choice -> {
                    overlays.close();
                    desk.load(row.ref(), choice.settings(), choice.remember());
                });
        live.showIn(dialog);
        overlays.showDialog(dialog, live::close);
        scheduler.background(
                () -> studio.findDevices().result().get(),
                devices -> {
                    dialog.offerDevices(devices);
                    live.devicesAre(devices);
                    devicesFound.run();
                },
                failure -> {
                    dialog.devicesUnknown(failure);
                    live.devicesUnknown(failure);
                });
    }

    /** Opens the dialog of the model that answers; does nothing if there is none. */
    public void showForCurrent() {
        desk.rows().stream().filter(ModelRow::current).findFirst().ifPresent(this::show);
    }
}
