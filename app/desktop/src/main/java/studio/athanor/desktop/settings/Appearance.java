package studio.athanor.desktop.settings;

import com.google.gson.JsonObject;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;

/**
 * How the window looks.
 *
 * @param theme light, dark, or as the system
 * @param textScale factor on all text
 * @param motion whether things may move
 */
public record Appearance(Theme.Choice theme, double textScale, Motion.Choice motion) {

    /** The part of the settings file that holds it. */
    public static final SettingsSection<Appearance> SECTION = new Section();

    /** Returns this with another theme. */
    public Appearance withTheme(Theme.Choice other) {
        return new Appearance(other, textScale, motion);
    }

    /** Returns this with another text scale, brought into its range. */
    public Appearance withTextScale(double other) {
        return new Appearance(theme, Math.clamp(other, Theme.LEAST_TEXT_SCALE, Theme.MOST_TEXT_SCALE), motion);
    }

    /** Returns this with another choice of motion. */
    public Appearance withMotion(Motion.Choice other) {
        return new Appearance(theme, textScale, other);
    }

    private static final class Section implements SettingsSection<Appearance> {

        @Override
        public String name() {
            return "appearance";
        }

        @Override
        public Appearance defaults() {
            return new Appearance(Theme.Choice.SYSTEM, 1, Motion.Choice.SYSTEM);
        }

        @Override
        public Appearance read(JsonFields fields) {
            Appearance otherwise = defaults();
            return new Appearance(
                    fields.choice("theme", Theme.Choice.class, otherwise.theme()),
                    fields.number("textScale", otherwise.textScale(), Theme.LEAST_TEXT_SCALE, Theme.MOST_TEXT_SCALE),
                    fields.choice("motion", Motion.Choice.class, otherwise.motion()));
        }

        @Override
        public JsonObject write(Appearance value) {
            JsonObject written = new JsonObject();
            written.addProperty("theme", JsonFields.written(value.theme()));
            written.addProperty("textScale", value.textScale());
            written.addProperty("motion", JsonFields.written(value.motion()));
            return written;
        }
    }
}
