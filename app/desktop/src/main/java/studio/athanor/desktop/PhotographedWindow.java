package studio.athanor.desktop;

import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import studio.athanor.core.Studio;
import studio.athanor.desktop.chat.ChatPane;
import studio.athanor.desktop.notice.Notices;
import studio.athanor.desktop.shell.Pane;

/** The real window, opened to be photographed. FX thread only, except {@link #notices()}. */
public final class PhotographedWindow implements AutoCloseable {

    private final Stage stage;
    private final Assembly assembly;

    private PhotographedWindow(Stage stage, Assembly assembly) {
        this.stage = stage;
        this.assembly = assembly;
    }

    /** Opens the window of a studio. */
    public static PhotographedWindow open(Studio studio) {
        Stage stage = new Stage();
        Assembly assembly = new Assembly(stage, studio, ChatPane::new, new StartupTrace(System.err));
        assembly.show();
        return new PhotographedWindow(stage, assembly);
    }

    /** Returns what is photographed. */
    public Scene scene() {
        return assembly.scene();
    }

    /** Returns the place of the chat. */
    public Pane chat() {
        return assembly.chat();
    }

    /** Returns the notices. */
    public Notices notices() {
        return assembly.notices();
    }

    /** Gives the window's content a size. */
    public void resize(double width, double height) {
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
    }

    /** Runs a command by its id. */
    public void run(String command) {
        assembly.run(command);
    }

    /** Types a question into the field that has the focus, and presses Enter. */
    public void ask(String question) {
        if (scene().getFocusOwner() instanceof TextInputControl field) {
            field.setText(question);
            field.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        }
    }

    /** Closes what is open in front. */
    public void closeOverlay() {
        assembly.closeOverlay();
    }

    @Override
    public void close() {
        assembly.close();
        stage.close();
    }
}
