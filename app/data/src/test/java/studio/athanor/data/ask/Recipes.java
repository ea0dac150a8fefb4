package studio.athanor.data.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Position;
import studio.athanor.engines.spi.text.Sampling;

/** Recipes with the model slots {@code writer}, {@code second} and {@code third}. */
final class Recipes {

    private Recipes() {}

    static Recipe of(ColumnKind... kinds) {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>();
        for (String slot : List.of("writer", "second", "third")) {
            models.put(
                    slot,
                    new ModelSlot(
                            slot,
                            "",
                            OptionalInt.empty(),
                            Sampling.builder().temperature(0.5f).build(),
                            OptionalInt.empty(),
                            Position.NONE));
        }
        List<Column> columns = new ArrayList<>();
        for (ColumnKind kind : kinds) {
            columns.add(new Column(
                    "c" + columns.size(),
                    kind,
                    false,
                    Optional.empty(),
                    List.of(),
                    new Position(columns.size() + 7, 3)));
        }
        return new Recipe(
                "test",
                "",
                "",
                "",
                0,
                1,
                1,
                models,
                new LinkedHashMap<>(),
                Optional.empty(),
                columns,
                List.of(),
                List.of(),
                OutputShape.RAW);
    }

    static ModelCall call(String slot, String system, String prompt) {
        return new ModelCall(
                slot, Optional.of(system).filter(text -> !text.isEmpty()), prompt, Optional.empty(), 64, false);
    }

    static ModelCall call(String prompt) {
        return call("writer", "", prompt);
    }
}
