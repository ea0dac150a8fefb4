package studio.athanor.data.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import studio.athanor.data.DataException;
import studio.athanor.data.export.parquet.Field;
import studio.athanor.data.export.parquet.FieldType;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RunRow;
import studio.athanor.data.run.RunStore;
import studio.athanor.data.run.SlotModel;

/**
 * How a row came about, as an object: {@code row, attempt, edited, recipe} and {@code cells} by column with {@code seed} and,
 * where a model was asked, {@code slot, model, grammar, prompt_tokens, reused_tokens, generated_tokens, millis}. Seeds are texts,
 * since they have more digits than numbers of JSON keep everywhere.
 */
final class Provenance {

    private final RunStore store;
    private final Map<String, SlotModel> models = new HashMap<>();

    private Provenance(RunStore store) throws DataException {
        this.store = store;
        store.models().forEach(model -> models.put(model.slot(), model));
    }

    /** Returns the field, under a name that no other has. */
    static RowShape.Part part(RunStore store, List<Field> others) throws DataException {
        String name = "_provenance";
        Set<String> taken = others.stream().map(Field::name).collect(Collectors.toSet());
        while (taken.contains(name)) {
            name = "_" + name;
        }
        Provenance provenance = new Provenance(store);
        return new RowShape.Part(new Field(name, FieldType.Leaf.JSON), false, provenance::of);
    }

    private JsonElement of(RunRow row) throws IOException {
        JsonObject made = new JsonObject();
        made.addProperty("row", row.number());
        made.addProperty("attempt", row.attempt());
        made.addProperty("edited", row.edited());
        made.addProperty("recipe", store.recipeHash());
        JsonObject cells = new JsonObject();
        try {
            store.cells(row.number()).forEach(cell -> cells.add(cell.column(), of(cell)));
        } catch (DataException e) {
            throw new StoreFailedException(e);
        }
        made.add("cells", cells);
        return made;
    }

    private JsonObject of(Cell cell) {
        JsonObject made = new JsonObject();
        made.addProperty("seed", Long.toString(cell.seed()));
        if (!cell.slot().isEmpty()) {
            made.addProperty("slot", cell.slot());
            SlotModel model = models.get(cell.slot());
            made.add("model", model == null ? JsonNull.INSTANCE : text(model.sha256()));
            made.add("grammar", text(cell.grammarHash()));
            made.addProperty("prompt_tokens", cell.promptTokens());
            made.addProperty("reused_tokens", cell.reusedTokens());
            made.addProperty("generated_tokens", cell.generatedTokens());
            made.addProperty("millis", cell.millis());
        }
        return made;
    }

    private static JsonElement text(String hash) {
        return hash.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(hash);
    }

    /** A failure of the store within a walk over its rows. */
    static final class StoreFailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient DataException failure;

        StoreFailedException(DataException failure) {
            super(failure);
            this.failure = failure;
        }

        DataException failure() {
            return failure;
        }
    }
}
