package studio.athanor.desktop.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** Light or dark, and how large text is. Follows the system until it is closed. FX thread only. */
public final class Theme implements AutoCloseable {

    /** Size of the base font at a scale of 1, in pixels. */
    public static final double BASE_FONT_PIXELS = 13;

    /** Smallest text scale. */
    public static final double LEAST_TEXT_SCALE = 0.8;

    /** Largest text scale. */
    public static final double MOST_TEXT_SCALE = 2;

    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);
    private final DoubleProperty textScale = new SimpleDoubleProperty(1);
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private final Subscription followingSystem;

    /** Creates a theme that follows the system; {@link #install} shows it. */
    public Theme() {
        choice.subscribe(this::update);
        followingSystem = Platform.getPreferences().colorSchemeProperty().subscribe(this::update);
        update();
    }

    /** Returns what was chosen; may be set. */
    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /** Returns the factor on the base font, from 0.8 to 2; may be set. */
    public DoubleProperty textScale() {
        return textScale;
    }

    /** Returns whether dark is shown now. */
    public ReadOnlyBooleanProperty dark() {
        return dark.getReadOnlyProperty();
    }

    /** Gives a window this theme, now and on every change. */
    public void install(Scene scene) {
        TypeFaces.loadFirst();
        scene.getStylesheets().add(StyleSheets.of(Theme.class, "theme.css"));
        dark.subscribe(now -> scene.getRoot().pseudoClassStateChanged(DARK, now));
        textScale.subscribe(scale -> scene.getRoot().setStyle(sizes(scale.doubleValue())));
    }

    /** Icons are no text, so that em does not reach them: their sizes are looked up. */
    private static String sizes(double scale) {
        return String.format(
                Locale.ROOT,
                "-fx-font-size: %.2fpx; -athanor-icon-large: %.0fpx; -athanor-icon: %.0fpx; -athanor-icon-small: %.0fpx;"
                        + " -athanor-icon-dot: %.0fpx;",
                BASE_FONT_PIXELS * scale,
                20 * scale,
                15 * scale,
                13 * scale,
                10 * scale);
    }

    private void update() {
        boolean now = switch (choice.get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        String sheet =
                now ? new PrimerDark().getUserAgentStylesheetBSS() : new PrimerLight().getUserAgentStylesheetBSS();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
        dark.set(now);
    }

    /** Follows the system no more, which would keep windows that are closed. */
    @Override
    public void close() {
        followingSystem.unsubscribe();
    }

    /** Where light or dark comes from. */
    public enum Choice {
        /** As the system is set. */
        SYSTEM,
        /** Always light. */
        LIGHT,
        /** Always dark. */
        DARK
    }
}
