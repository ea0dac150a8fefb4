package studio.athanor.data.recipe;

import java.util.List;
import studio.athanor.data.Problem;
import studio.athanor.data.row.Position;

/** What the checks of a recipe find, each with its place as far as that is known. */
final class Findings {

    private final Recipe recipe;
    private final Places places;
    private final Problems problems = new Problems();

    Findings(Recipe recipe, Places places) {
        this.recipe = recipe;
        this.places = places;
    }

    Recipe recipe() {
        return recipe;
    }

    static String column(int index) {
        return "columns[" + index + "]";
    }

    void error(String field, String sentence) {
        error(field, 1, Position.NONE, sentence);
    }

    void error(String field, Position known, String sentence) {
        error(field, 1, known, sentence);
    }

    /** Reports what is wrong on a line of a field's text. */
    void error(String field, int textLine, Position known, String sentence) {
        problems.error(place(field, textLine, known), field, sentence);
    }

    void warning(String field, Position known, String sentence) {
        problems.warning(place(field, 1, known), field, sentence);
    }

    List<Problem> sorted() {
        return problems.sorted();
    }

    private Position place(String field, int textLine, Position known) {
        return places.of(field, textLine).orElse(known);
    }
}
