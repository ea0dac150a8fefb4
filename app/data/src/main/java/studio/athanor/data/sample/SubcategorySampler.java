package studio.athanor.data.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnKind;

/** One of the list that belongs to the parent's value as text; null where the parent is null. */
final class SubcategorySampler implements CellSampler {

    private final String parent;
    private final Map<String, WeightedChoice> choices = new LinkedHashMap<>();

    SubcategorySampler(ColumnKind.Subcategory kind) throws UnfitException {
        parent = kind.parent();
        for (var each : kind.values().entrySet()) {
            choices.put(each.getKey(), new WeightedChoice("values." + each.getKey(), each.getValue()));
        }
    }

    @Override
    public JsonElement sample(Draw draw) throws DataException {
        JsonElement value = draw.soFar().getOrDefault(parent, JsonNull.INSTANCE);
        if (value.isJsonNull()) {
            return JsonNull.INSTANCE;
        }
        String text = value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
        WeightedChoice choice = choices.get(text);
        if (choice == null) {
            throw new DataException.RunStopped(
                    "The column " + draw.column() + " has no values for \"" + text + "\", which " + parent
                            + " holds in row " + (draw.row() + 1) + ".",
                    "Add a list for it; there are lists for " + String.join(", ", choices.keySet()) + ".",
                    null);
        }
        return choice.draw(draw.chance());
    }
}
