package studio.athanor.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import studio.athanor.desktop.models.LoadDialogs;
import studio.athanor.desktop.models.ModelDesk;
import studio.athanor.desktop.models.ModelFiles;
import studio.athanor.desktop.models.ModelPicker;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Overlays;
import studio.athanor.desktop.shell.Shell;
import studio.athanor.desktop.shell.ShellActions;
import studio.athanor.desktop.shell.SystemDesktop;
import studio.athanor.desktop.shell.Texts;

/** What panes can ask of the window. FX thread only. */
final class WindowActions implements ShellActions {

    private final Texts texts = Texts.of(WindowActions.class);
    private final Shell shell;
    private final Overlays overlays;
    private final Notices notices;
    private final ModelDesk desk;
    private final LoadDialogs dialogs;
    private final ModelFiles files;

    WindowActions(
            Shell shell, Overlays overlays, Notices notices, ModelDesk desk, LoadDialogs dialogs, ModelFiles files) {
        this.shell = shell;
        this.overlays = overlays;
        this.notices = notices;
        this.desk = desk;
        this.dialogs = dialogs;
        this.files = files;
    }

    @Override
    public void showPane(String id) {
        shell.show(id);
    }

    @Override
    public void foldInspector() {
        shell.foldInspector();
    }

    @Override
    public void showModelPicker(Node anchor) {
        ModelPicker picker = newPicker();
        overlays.showBeside(picker, anchor, picker::detach);
    }

    @Override
    public void showModelPicker() {
        ModelPicker picker = newPicker();
        overlays.showAtTop(picker, picker::detach);
    }

    private ModelPicker newPicker() {
        return new ModelPicker(desk, dialogs, files::chooseFile, () -> shell.show("models"), overlays::close);
    }

    @Override
    public void openModelFile() {
        files.chooseFile();
    }

    @Override
    public void openModelFile(Path file) {
        desk.open(file);
    }

    @Override
    public void copy(String text) {
        SystemDesktop.copy(text);
        notices.show(Notice.info(texts.get("copied")));
    }

    @Override
    public void reveal(Path file) {
        Thread.ofVirtual().name("reveal").start(() -> askFileManager(file));
    }

    private void askFileManager(Path file) {
        try {
            SystemDesktop.reveal(file);
        } catch (IOException e) {
            notices.show(Notice.error(
                    "W-REVEAL",
                    texts.get("reveal.failed", file.getFileName()),
                    texts.get("reveal.advice"),
                    Optional.of(file + "\n" + e.getMessage())));
        }
    }
}
