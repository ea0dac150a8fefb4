package studio.athanor.desktop.data;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.WindowMemory;

/** Asks for recipes and folders, starting where the last one was. FX thread only. */
final class DataFiles {

    private static final String RECIPES = "data.folder";
    private static final String EXPORTS = "data.exports";

    private final Texts texts = Texts.of(DataFiles.class);
    private final WindowMemory memory;
    private final Supplier<Window> owner;

    DataFiles(WindowMemory memory, Supplier<Window> owner) {
        this.memory = memory;
        this.owner = owner;
    }

    Optional<Path> chooseRecipe() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("chooser.recipe"));
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(texts.get("chooser.recipes"), "*.yaml", "*.yml", "*.json"),
                        new FileChooser.ExtensionFilter(texts.get("chooser.all"), "*.*"));
        folder(RECIPES).ifPresent(chooser::setInitialDirectory);
        Optional<Path> file =
                Optional.ofNullable(chooser.showOpenDialog(owner.get())).map(File::toPath);
        file.map(Path::getParent).ifPresent(folder -> memory.keepText(RECIPES, folder.toString()));
        return file;
    }

    Optional<Path> chooseExportFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(texts.get("chooser.export"));
        folder(EXPORTS).ifPresent(chooser::setInitialDirectory);
        Optional<Path> folder =
                Optional.ofNullable(chooser.showDialog(owner.get())).map(File::toPath);
        folder.ifPresent(this::keepExportFolder);
        return folder;
    }

    /** Returns the folder of the last export. */
    Optional<Path> lastExportFolder() {
        return folder(EXPORTS).map(File::toPath);
    }

    void keepExportFolder(Path folder) {
        memory.keepText(EXPORTS, folder.toString());
    }

    private Optional<File> folder(String name) {
        return Optional.of(memory.text(name))
                .filter(text -> !text.isEmpty())
                .map(File::new)
                .filter(File::isDirectory);
    }
}
