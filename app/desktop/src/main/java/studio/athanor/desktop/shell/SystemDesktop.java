package studio.athanor.desktop.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The clipboard and the file manager. */
public final class SystemDesktop {

    private SystemDesktop() {}

    /** Puts text on the clipboard; FX thread. */
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /**
     * Shows a file in the system's file manager, or opens a folder. Returns when the file manager was asked.
     *
     * @throws IOException if there is none
     */
    public static void reveal(Path file) throws IOException {
        new ProcessBuilder(command(System.getProperty("os.name"), file))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static List<String> command(String system, Path file) {
        boolean folder = Files.isDirectory(file);
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return folder ? List.of("open", file.toString()) : List.of("open", "-R", file.toString());
        }
        if (name.contains("win")) {
            return folder ? List.of("explorer", file.toString()) : List.of("explorer", "/select," + file);
        }
        Path parent = file.getParent();
        return List.of("xdg-open", (folder || parent == null ? file : parent).toString());
    }
}
