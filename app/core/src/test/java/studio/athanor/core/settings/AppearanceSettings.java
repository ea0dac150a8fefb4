package studio.athanor.core.settings;

import com.google.gson.JsonObject;

/**
 * How the window looks.
 *
 * @param theme light, dark, or as the system is
 * @param textScalePercent size of text, from 80 to 200
 */
public record AppearanceSettings(Theme theme, int textScalePercent) {

    /** Its section of the settings file. */
    public static final SettingsSection<AppearanceSettings> SECTION = new Section();

    /** Light, dark, or as the system is. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    private static final class Section implements SettingsSection<AppearanceSettings> {

        @Override
        public String name() {
            return "appearance";
        }

        @Override
        public AppearanceSettings defaults() {
            return new AppearanceSettings(Theme.SYSTEM, 100);
        }

        @Override
        public AppearanceSettings read(JsonFields fields) {
            return new AppearanceSettings(fields.choice("theme", Theme.class, Theme.SYSTEM), (int)
                    fields.integer("textScalePercent", 100, 80, 200));
        }

        @Override
        public JsonObject write(AppearanceSettings value) {
            JsonObject json = new JsonObject();
            json.addProperty("theme", JsonFields.written(value.theme()));
            json.addProperty("textScalePercent", value.textScalePercent());
            return json;
        }
    }
}
