package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;

/**
 * The names that a form may choose from.
 *
 * @param columns other than the form's own
 * @param slots of models
 * @param sources files
 */
record RecipeNames(List<String> columns, List<String> slots, List<String> sources) {

    static RecipeNames of(Recipe recipe, String own) {
        return new RecipeNames(
                recipe.columns().stream()
                        .map(Column::name)
                        .filter(name -> !name.equals(own))
                        .toList(),
                List.copyOf(recipe.models().keySet()),
                List.copyOf(recipe.sources().keySet()));
    }

    /** Returns what a field may choose from; empty for a field that is typed into. */
    List<String> options(FormField field) {
        return switch (field.kind()) {
            case CHOICE -> field.options();
            case COLUMN -> columns;
            case COLUMN_OR_NONE -> orNone(columns);
            case SLOT -> slots;
            case SLOT_OR_NONE -> orNone(slots);
            case SOURCE -> sources;
            case LINE, TEXT, CODE, LIST, NUMBER, FLAG -> List.of();
        };
    }

    /** Returns what a new field begins with. */
    Optional<String> first(FormField field) {
        boolean judges = field.key().equals("judges");
        return judges
                ? slots.stream().findFirst()
                : options(field).stream()
                        .filter(option -> !option.isEmpty() && needed(field))
                        .findFirst();
    }

    private static boolean needed(FormField field) {
        return field.kind() != FormField.Kind.COLUMN_OR_NONE && field.kind() != FormField.Kind.SLOT_OR_NONE;
    }

    private static List<String> orNone(List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.addFirst("");
        return all;
    }
}
