package studio.athanor.core.models;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import studio.athanor.core.placement.PlacementWishes;
import studio.athanor.core.settings.JsonFields;
import studio.athanor.gpumonitor.placement.Objective;

/** What is wanted of an automatic placement, in the settings file. */
final class WishesJson {

    private WishesJson() {}

    static JsonObject write(PlacementWishes wishes) {
        JsonObject json = new JsonObject();
        json.addProperty("objective", JsonFields.written(wishes.objective()));
        JsonObject reserves = new JsonObject();
        wishes.reserveBytes().forEach(reserves::addProperty);
        json.add("reserveBytes", reserves);
        json.add("excluded", texts(wishes.excluded()));
        json.add("pinned", texts(wishes.pinned()));
        json.addProperty("expertsToHost", wishes.expertsToHost());
        return json;
    }

    static PlacementWishes read(JsonFields json) {
        Map<String, Long> reserves = new HashMap<>();
        JsonFields given = json.object("reserveBytes");
        for (String device : given.names()) {
            reserves.put(device, given.integer(device, 0, 0, Long.MAX_VALUE));
        }
        return new PlacementWishes(
                json.choice("objective", Objective.class, PlacementWishes.NONE.objective()),
                reserves,
                Set.copyOf(json.texts("excluded")),
                Set.copyOf(json.texts("pinned")),
                json.flag("expertsToHost", true));
    }

    private static JsonArray texts(Set<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
