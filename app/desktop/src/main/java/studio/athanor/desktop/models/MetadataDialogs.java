package studio.athanor.desktop.models;

import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.SystemDesktop;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;

/** Opens the dialog that shows all metadata of a model file. FX thread only. */
public final class MetadataDialogs {

    private final Texts texts = Texts.of(MetadataDialogs.class);
    private final UiScheduler scheduler;
    private final Overlays overlays;

    /** Creates dialogs that open over the window. */
    public MetadataDialogs(UiScheduler scheduler, Overlays overlays) {
        this.scheduler = scheduler;
        this.overlays = overlays;
    }

    void show(ModelRow row) {
        MetadataDialog dialog = new MetadataDialog(texts, row.name(), overlays::close, SystemDesktop::copy);
        overlays.showDialog(dialog, () -> {});
        scheduler.background(() -> MetadataEntry.read(row.entry().file()), dialog::show, dialog::failed);
    }
}
