package studio.athanor.core.models;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;

/**
 * When models that nobody uses are unloaded.
 *
 * @param unloadAfterMinutes of idleness; 0 for never
 * @param pinned models that stay whatever happens, by reference
 */
public record IdleSettings(int unloadAfterMinutes, Set<String> pinned) {

    /** Its section of the settings file. */
    public static final SettingsSection<IdleSettings> SECTION = new Section();

    private static final int MOST_MINUTES = 7 * 24 * 60;

    /** Copies the set. */
    public IdleSettings {
        pinned = Set.copyOf(pinned);
    }

    /** Returns these settings with another time. */
    public IdleSettings withUnloadAfterMinutes(int minutes) {
        return new IdleSettings(minutes, pinned);
    }

    /** Returns these settings with a model pinned or not. */
    public IdleSettings withPinned(ModelRef model, boolean pin) {
        Set<String> changed = new TreeSet<>(pinned);
        if (pin) {
            changed.add(model.value());
        } else {
            changed.remove(model.value());
        }
        return new IdleSettings(unloadAfterMinutes, changed);
    }

    boolean isPinned(ModelRef model) {
        return pinned.contains(model.value());
    }

    boolean isOver(Duration idle) {
        return unloadAfterMinutes > 0 && idle.compareTo(Duration.ofMinutes(unloadAfterMinutes)) >= 0;
    }

    private static final class Section implements SettingsSection<IdleSettings> {

        @Override
        public String name() {
            return "idleModels";
        }

        @Override
        public IdleSettings defaults() {
            return new IdleSettings(0, Set.of());
        }

        @Override
        public IdleSettings read(JsonFields fields) {
            return new IdleSettings(
                    (int) fields.integer("unloadAfterMinutes", 0, 0, MOST_MINUTES), Set.copyOf(fields.texts("pinned")));
        }

        @Override
        public JsonObject write(IdleSettings value) {
            JsonObject json = new JsonObject();
            json.addProperty("unloadAfterMinutes", value.unloadAfterMinutes());
            JsonArray pinned = new JsonArray();
            new TreeSet<>(value.pinned()).forEach(pinned::add);
            json.add("pinned", pinned);
            return json;
        }
    }
}
