package studio.athanor.core.placement;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.core.settings.SettingsSection;

/**
 * What a person wants of this machine's devices, whatever model is loaded. Devices are named by the keys of {@link
 * PhysicalDevices}, so that a limit stays with its card when engines count their devices anew.
 *
 * @param reserveBytes what has to stay free, by device; {@link PlacementWishes#USUAL_RESERVE_BYTES} on others
 * @param excluded devices that get nothing of a model that is placed automatically
 */
public record DeviceLimits(Map<String, Long> reserveBytes, Set<String> excluded) {

    /** Nothing is wanted. */
    public static final DeviceLimits NONE = new DeviceLimits(Map.of(), Set.of());

    /** Its section of the settings file. */
    public static final SettingsSection<DeviceLimits> SECTION = new Section();

    /** Copies the collections, in an order that does not change. */
    public DeviceLimits {
        reserveBytes = Collections.unmodifiableMap(new TreeMap<>(reserveBytes));
        excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
    }

    /** Returns these limits with another reserve of a device. */
    public DeviceLimits withReserve(String key, long bytes) {
        Map<String, Long> changed = new HashMap<>(reserveBytes);
        changed.put(key, bytes);
        return new DeviceLimits(changed, excluded);
    }

    /** Returns these limits with a device excluded or not. */
    public DeviceLimits withExcluded(String key, boolean exclude) {
        Set<String> changed = new HashSet<>(excluded);
        if (exclude) {
            changed.add(key);
        } else {
            changed.remove(key);
        }
        return new DeviceLimits(reserveBytes, changed);
    }

    /**
     * Returns a model's wishes with these added; a reserve that the model's wishes name is the model's.
     *
     * @param keys of the devices that are there, by the engine's names, which the wishes use
     */
    public PlacementWishes joinedTo(PlacementWishes wishes, Map<String, String> keys) {
        Map<String, Long> reserves = new HashMap<>();
        Set<String> all = new HashSet<>(wishes.excluded());
        keys.forEach((id, key) -> {
            Long reserve = reserveBytes.get(key);
            if (reserve != null) {
                reserves.put(id, reserve);
            }
            if (excluded.contains(key)) {
                all.add(id);
            }
        });
        reserves.putAll(wishes.reserveBytes());
        all.removeAll(wishes.pinned());
        return wishes.withReserveBytes(reserves).withExcluded(all);
    }

    private static final class Section implements SettingsSection<DeviceLimits> {

        @Override
        public String name() {
            return "devices";
        }

        @Override
        public DeviceLimits defaults() {
            return NONE;
        }

        @Override
        public DeviceLimits read(JsonFields fields) {
            JsonFields reserves = fields.object("reserveBytes");
            Map<String, Long> bytes = new HashMap<>();
            for (String key : reserves.names()) {
                bytes.put(key, reserves.integer(key, PlacementWishes.USUAL_RESERVE_BYTES, 0, Long.MAX_VALUE / 2));
            }
            return new DeviceLimits(bytes, Set.copyOf(fields.texts("excluded")));
        }

        @Override
        public JsonObject write(DeviceLimits value) {
            JsonObject reserves = new JsonObject();
            value.reserveBytes().forEach(reserves::addProperty);
            JsonArray excluded = new JsonArray();
            value.excluded().forEach(excluded::add);
            JsonObject json = new JsonObject();
            json.add("reserveBytes", reserves);
            json.add("excluded", excluded);
            return json;
        }
    }
}
