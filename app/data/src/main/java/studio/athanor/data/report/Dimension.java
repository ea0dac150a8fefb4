package studio.athanor.data.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.Weighted;

/**
 * A column whose values the recipe names.
 *
 * @param parent the column that its values depend on
 * @param weights by value as text, and by the parent's value where there is a parent; without weight 0
 */
record Dimension(String column, Optional<String> parent, SequencedMap<String, SequencedMap<String, Double>> weights) {

    /** Stands for the parent's value where there is no parent. */
    static final String NO_PARENT = "";

    /** Returns those of a recipe, parents before their children; a child whose parent is none of them is left out. */
    static List<Dimension> of(Recipe recipe) {
        List<Dimension> found = new ArrayList<>();
        List<Column> waiting = new ArrayList<>(recipe.columns());
        boolean more = true;
        while (more) {
            more = waiting.removeIf(column -> {
                Optional<Dimension> dimension = of(column);
                boolean ready = dimension.isPresent()
                        && dimension
                                .get()
                                .parent()
                                .map(parent -> has(found, parent))
                                .orElse(true);
                dimension.filter(_ -> ready).ifPresent(found::add);
                return ready;
            });
        }
        return found;
    }

    /** Tells whether chance decides, and no model. */
    static boolean isSampled(Column column) {
        return column.kind() instanceof ColumnKind.Sampler;
    }

    /** Returns a value as it is counted. */
    static String text(JsonElement value) {
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    private static boolean has(List<Dimension> dimensions, String column) {
        return dimensions.stream().anyMatch(each -> each.column().equals(column));
    }

    private static Optional<Dimension> of(Column column) {
        SequencedMap<String, SequencedMap<String, Double>> weights = new LinkedHashMap<>();
        return switch (column.kind()) {
            case ColumnKind.Category category -> {
                weights.put(NO_PARENT, weights(category.values()));
                yield Optional.of(new Dimension(column.name(), Optional.empty(), weights));
            }
            case ColumnKind.Subcategory sub -> {
                sub.values().forEach((parent, values) -> weights.put(parent, weights(values)));
                yield Optional.of(new Dimension(column.name(), Optional.of(sub.parent()), weights));
            }
            case ColumnKind.Bernoulli chance -> {
                SequencedMap<String, Double> both = new LinkedHashMap<>();
                both.put("true", chance.probability());
                both.put("false", 1 - chance.probability());
                both.values().removeIf(weight -> weight <= 0);
                weights.put(NO_PARENT, both);
                yield Optional.of(new Dimension(column.name(), Optional.empty(), weights));
            }
            case ColumnKind.Choice choice
            when choice.options().stream().noneMatch(Dimension::isTemplate) -> {
                SequencedMap<String, Double> options = new LinkedHashMap<>();
                choice.options().forEach(option -> options.put(option, 0.0));
                weights.put(NO_PARENT, options);
                yield Optional.of(new Dimension(column.name(), Optional.empty(), weights));
            }
            default -> Optional.empty();
        };
    }

    private static boolean isTemplate(String option) {
        return option.contains("{{") || option.contains("{%");
    }

    private static SequencedMap<String, Double> weights(List<Weighted> values) {
        SequencedMap<String, Double> weights = new LinkedHashMap<>();
        for (Weighted value : values) {
            if (value.weight() > 0) {
                weights.merge(text(value.value()), value.weight(), Double::sum);
            }
        }
        return weights;
    }
}
