package studio.athanor.desktop.models;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.WindowMemory;

/** Asks for model files and folders, starting where the last one was. FX thread only. */
public final class ModelFiles {

    private static final String LAST_FOLDER = "models.folder";

    private final Texts texts = Texts.of(ModelFiles.class);
    private final ModelDesk desk;
    private final WindowMemory memory;
    private final Supplier<Window> owner;

    /** Creates choosers that open over a window. */
    public ModelFiles(ModelDesk desk, WindowMemory memory, Supplier<Window> owner) {
        this.desk = desk;
        this.memory = memory;
        this.owner = owner;
    }

    /** Asks for a file, adds it and loads it. */
    public void chooseFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("chooser.file"));
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(texts.get("chooser.gguf"), "*.gguf"),
                        new FileChooser.ExtensionFilter(texts.get("chooser.all"), "*.*"));
        lastFolder().ifPresent(chooser::setInitialDirectory);
        File file = chooser.showOpenDialog(owner.get());
        if (file != null) {
            keepFolder(file.toPath());
            desk.open(file.toPath());
        }
    }

    /** Asks for a folder and adds every model in it. */
    void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(texts.get("chooser.folder"));
        lastFolder().ifPresent(chooser::setInitialDirectory);
        File folder = chooser.showDialog(owner.get());
        if (folder != null) {
            keepFolder(folder.toPath().resolve("."));
            desk.addFolder(folder.toPath());
        }
    }

    private Optional<File> lastFolder() {
        return Optional.of(memory.text(LAST_FOLDER))
                .filter(text -> !text.isEmpty())
                .map(File::new)
                .filter(File::isDirectory);
    }

    private void keepFolder(Path file) {
        Path folder = file.getParent();
        if (folder != null) {
            memory.keepText(LAST_FOLDER, folder.toString());
        }
    }
}
