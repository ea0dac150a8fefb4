package studio.athanor.desktop.settings;

import studio.athanor.core.settings.Settings;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;
import studio.athanor.engines.spi.job.Subscription;

/** Keeps theme and motion as the settings say, and changes the settings. FX thread only. */
public final class AppearanceModel implements AutoCloseable {

    private static final double STEP = 0.1;

    private final Settings settings;
    private final Subscription subscription;

    /** Follows the settings until closed. */
    public AppearanceModel(Settings settings, Theme theme, Motion motion, UiScheduler scheduler) {
        this.settings = settings;
        subscription = settings.observe(
                Appearance.SECTION,
                appearance -> scheduler.execute(() -> {
                    theme.choice().set(appearance.theme());
                    theme.textScale().set(appearance.textScale());
                    motion.choice().set(appearance.motion());
                }));
    }

    Appearance get() {
        return settings.get(Appearance.SECTION);
    }

    Subscription observe(java.util.function.Consumer<Appearance> observer) {
        return settings.observe(Appearance.SECTION, observer);
    }

    /** Chooses light, dark, or as the system. */
    public void choose(Theme.Choice theme) {
        settings.update(Appearance.SECTION, appearance -> appearance.withTheme(theme));
    }

    /** Shows the other of light and dark. */
    public void toggle(boolean darkNow) {
        choose(darkNow ? Theme.Choice.LIGHT : Theme.Choice.DARK);
    }

    void choose(Motion.Choice motion) {
        settings.update(Appearance.SECTION, appearance -> appearance.withMotion(motion));
    }

    void scale(double textScale) {
        settings.update(Appearance.SECTION, appearance -> appearance.withTextScale(textScale));
    }

    /** Makes text larger by one step. */
    public void larger() {
        scale(rounded(get().textScale() + STEP));
    }

    /** Makes text smaller by one step. */
    public void smaller() {
        scale(rounded(get().textScale() - STEP));
    }

    /** Gives text its usual size. */
    public void usualSize() {
        scale(1);
    }

    private static double rounded(double scale) {
        return Math.round(scale / STEP) * STEP;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
