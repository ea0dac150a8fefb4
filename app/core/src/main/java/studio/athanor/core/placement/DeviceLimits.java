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
 * What a person wants of this machine's devices, whatever model is loaded. Devices are named as the engine names them.
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
    public DeviceLimits withReserve(String device, long bytes) {
        Map<String, Long> changed = new HashMap<>(reserveBytes);
        changed.put(device, bytes);
        return new DeviceLimits(changed, excluded);
    }

    /** Returns these limits with a device excluded or not. */
    public DeviceLimits withExcluded(String device, boolean exclude) {
        Set<String> changed = new HashSet<>(excluded);
        if (exclude) {
            changed.add(device);
        } else {
            changed.remove(device);
        }
        return new DeviceLimits(reserveBytes, changed);
    }

    /** Returns a model's wishes with these added; a reserve that the model's wishes name is the model's. */
    public PlacementWishes joinedTo(PlacementWishes wishes) {
        Map<String, Long> reserves = new HashMap<>(reserveBytes);
        reserves.putAll(wishes.reserveBytes());
        Set<String> all = new HashSet<>(excluded);
        all.addAll(wishes.excluded());
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
            for (String device : reserves.names()) {
                bytes.put(device, reserves.integer(device, PlacementWishes.USUAL_RESERVE_BYTES, 0, Long.MAX_VALUE / 2));
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
