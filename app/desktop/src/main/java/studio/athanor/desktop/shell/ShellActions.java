package studio.athanor.desktop.shell;

import java.nio.file.Path;
import javafx.scene.Node;

/** What a pane can ask of the window. FX thread only. */
public interface ShellActions {

    /** Opens a pane by {@link Pane#id()}. */
    void showPane(String id);

    /** Folds the inspector, where its room is needed for something that was asked for. */
    void foldInspector();

    /**
     * Opens the model picker.
     *
     * @param anchor the control below which it appears
     */
    void showModelPicker(Node anchor);

    /** Opens the model picker in the middle of the window. */
    void showModelPicker();

    /** Asks for a model file, adds it to the library and loads it. */
    void openModelFile();

    /** Adds a model file to the library and loads it; a file that is refused becomes a notice. */
    void openModelFile(Path file);

    /** Puts text on the clipboard and says so. */
    void copy(String text);

    /** Shows a file or folder in the system's file manager. */
    void reveal(Path file);
}
