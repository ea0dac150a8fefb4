package studio.athanor.desktop.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/**
 * The type faces that come with the program: IBM Plex Sans, and IBM Plex Mono for code. All their figures are of one
 * width. Other scripts fall back to the system's fonts.
 */
public final class TypeFaces {

    private static final List<String> FIRST = List.of("IBMPlexSans-Regular", "IBMPlexSans-Bold");
    private static final List<String> LATER =
            List.of("IBMPlexSans-Italic", "IBMPlexSans-BoldItalic", "IBMPlexSans-SemiBold", "IBMPlexMono-Regular");

    private TypeFaces() {}

    /** Loads what the first frame needs. */
    static void loadFirst() {
        FIRST.forEach(TypeFaces::load);
    }

    /** Loads the rest; may be called on any thread. */
    public static void loadRest() {
        LATER.forEach(TypeFaces::load);
    }

    private static void load(String name) {
        try (InputStream file = TypeFaces.class.getResourceAsStream("fonts/" + name + ".ttf")) {
            if (file == null || Font.loadFont(file, Theme.BASE_FONT_PIXELS) == null) {
                throw new IllegalStateException("the type face " + name + " is missing or damaged");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
