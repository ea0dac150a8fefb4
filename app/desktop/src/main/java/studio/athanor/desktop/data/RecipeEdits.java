package studio.athanor.desktop.data;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelCall;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.OutputShape;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.Position;
import studio.athanor.engines.spi.text.Sampling;

/** Changes to recipes, as forms make them. */
final class RecipeEdits {

    private RecipeEdits() {}

    /** Returns the recipe that a new one begins as: something drawn by chance, and a text about it. */
    static Recipe first(String name, String title, String prompt) {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>();
        models.put("writer", slot("writer"));
        ColumnKind topic = new ColumnKind.Category(
                List.of(new Weighted(new JsonPrimitive("tea"), 1), new Weighted(new JsonPrimitive("coffee"), 1)));
        ColumnKind text =
                new ColumnKind.Text(new ModelCall("writer", Optional.empty(), prompt, Optional.empty(), 128, false));
        return new Recipe(
                name,
                title,
                "",
                "",
                1,
                100,
                3,
                models,
                new LinkedHashMap<>(),
                Optional.empty(),
                List.of(column("topic", topic), column("text", text)),
                List.of(),
                List.of(),
                OutputShape.RAW);
    }

    static ModelSlot slot(String name) {
        return new ModelSlot(name, "", OptionalInt.empty(), Sampling.defaults(), OptionalInt.empty(), Position.NONE);
    }

    static Recipe withHead(Recipe recipe, Head head) {
        return new Recipe(
                recipe.name(),
                head.title(),
                head.description(),
                head.licence(),
                head.seed(),
                head.rows(),
                head.attempts(),
                recipe.models(),
                recipe.sources(),
                recipe.documents(),
                recipe.columns(),
                recipe.checks(),
                recipe.quotas(),
                recipe.output());
    }

    static Recipe withColumns(Recipe recipe, List<Column> columns) {
        return new Recipe(
                recipe.name(),
                recipe.title(),
                recipe.description(),
                recipe.licence(),
                recipe.seed(),
                recipe.rows(),
                recipe.attempts(),
                recipe.models(),
                recipe.sources(),
                recipe.documents(),
                columns,
                recipe.checks(),
                recipe.quotas(),
                recipe.output());
    }

    static Recipe withSlot(Recipe recipe, ModelSlot slot) {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>(recipe.models());
        models.put(slot.name(), slot);
        return new Recipe(
                recipe.name(),
                recipe.title(),
                recipe.description(),
                recipe.licence(),
                recipe.seed(),
                recipe.rows(),
                recipe.attempts(),
                models,
                recipe.sources(),
                recipe.documents(),
                recipe.columns(),
                recipe.checks(),
                recipe.quotas(),
                recipe.output());
    }

    static Recipe replaced(Recipe recipe, String name, Column column) {
        return withColumns(
                recipe,
                recipe.columns().stream()
                        .map(each -> each.name().equals(name) ? column : each)
                        .toList());
    }

    static Recipe removed(Recipe recipe, String name) {
        return withColumns(
                recipe,
                recipe.columns().stream()
                        .filter(each -> !each.name().equals(name))
                        .toList());
    }

    static Recipe inserted(Recipe recipe, int index, Column column) {
        List<Column> columns = new ArrayList<>(recipe.columns());
        columns.add(Math.clamp(index, 0, columns.size()), column);
        return withColumns(recipe, columns);
    }

    /** Moves a column up or down by some places, as far as that goes. */
    static Recipe moved(Recipe recipe, String name, int by) {
        int from = indexOf(recipe, name);
        if (from < 0) {
            return recipe;
        }
        List<Column> columns = new ArrayList<>(recipe.columns());
        Column column = columns.remove(from);
        columns.add(Math.clamp(from + (long) by, 0, columns.size()), column);
        return withColumns(recipe, columns);
    }

    static int indexOf(Recipe recipe, String name) {
        return IntStream.range(0, recipe.columns().size())
                .filter(i -> recipe.columns().get(i).name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    static Column column(String name, ColumnKind kind) {
        return new Column(name, kind, false, Optional.empty(), List.of(), Position.NONE);
    }

    /** Returns a name that no column has: the wish, or the wish and a number. */
    static String freeName(Recipe recipe, String wish) {
        String name = wish;
        for (int i = 2; recipe.column(name).isPresent(); i++) {
            name = wish + "_" + i;
        }
        return name;
    }

    /** What a recipe says of itself. */
    record Head(String title, String description, String licence, long seed, long rows, int attempts) {

        static Head of(Recipe recipe) {
            return new Head(
                    recipe.title(),
                    recipe.description(),
                    recipe.licence(),
                    recipe.seed(),
                    recipe.rows(),
                    recipe.attempts());
        }
    }
}
