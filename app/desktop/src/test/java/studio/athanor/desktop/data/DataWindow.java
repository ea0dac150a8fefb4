package studio.athanor.desktop.data;

import javafx.scene.control.Label;
import studio.athanor.core.Studio;
import studio.athanor.desktop.notice.NoticeStack;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Navigator;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.Shell;
import studio.athanor.desktop.testkit.PaneWindow;

/** The pane of datasets in the window's frame, with rooms of the test's. */
final class DataWindow extends PaneWindow {

    private final DataPane pane;

    DataWindow(Studio studio, DataRooms rooms, double width, double height) {
        super(studio);
        Overlays overlays = new Overlays(context().motion());
        Shell shell = new Shell(
                new Navigator(),
                context().shortcuts(),
                overlays,
                new NoticeStack(notices(), context().motion(), copied()::add),
                new Label(),
                context().memory());
        pane = new DataPane(context(), overlays, this::stage, rooms);
        shell.add(pane, false);
        pane.commands().forEach(context().shortcuts()::add);
        show(shell, width, height);
        shell.install(stage().getScene());
        shell.openFirstPane();
    }

    DataModel model() {
        return pane.model();
    }

    Notices notices() {
        return context().notices();
    }

    @Override
    public void close() {
        pane.close();
        super.close();
    }
}
