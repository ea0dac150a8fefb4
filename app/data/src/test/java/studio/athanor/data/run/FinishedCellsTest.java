package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Rejection;

class FinishedCellsTest {

    private final Recipe recipe = Recipes.usual().build();
    private final Column kind = recipe.columns().getFirst();
    private final Column question = recipe.columns().get(1);
    private final FakeCells cells = new FakeCells(0);
    private final List<FinishedCell> written = new ArrayList<>();

    private static Map<String, JsonElement> kind(String value) {
        return Map.of("kind", new JsonPrimitive(value));
    }

    @Test
    void writesDownWhatModelsMakeAndNothingElse() throws Exception {
        FinishedCells maker = new FinishedCells(cells, written::add, List.of());
        var _ = maker.make(kind, 3, 0, Map.of());
        assertThat(written).isEmpty();
        Made made = maker.make(question, 3, 0, kind("red"));
        assertThat(written).singleElement().satisfies(cell -> {
            assertThat(cell.row()).isEqualTo(3);
            assertThat(cell.column()).isEqualTo("question");
            assertThat(cell.made()).isEqualTo(made);
        });
    }

    @Test
    void takesACellOnceAndOnlyForTheSameValues() throws Exception {
        Made made = new FinishedCells(cells, written::add, List.of()).make(question, 3, 0, kind("red"));
        assertThat(cells.asked()).hasSize(1);

        FinishedCells same = new FinishedCells(cells, written::add, written);
        assertThat(same.make(question, 3, 0, kind("red"))).isEqualTo(made);
        assertThat(cells.asked()).hasSize(1);
        assertThat(same.make(question, 3, 0, kind("red"))).isEqualTo(made);
        assertThat(cells.asked()).hasSize(2);

        FinishedCells others = new FinishedCells(cells, written::add, written.subList(0, 1));
        assertThat(others.make(question, 3, 0, kind("blue"))).isNotEqualTo(made);
        assertThat(others.make(question, 4, 0, kind("red"))).isNotEqualTo(made);
        assertThat(others.make(question, 3, 1, kind("red"))).isNotEqualTo(made);
        assertThat(cells.asked()).hasSize(5);
    }

    @Test
    void readsWhatItWrote() {
        Made made = new Made(
                new JsonPrimitive("A \"text\"\nof two lines"),
                "[{\"role\":\"user\"}]",
                "<think>hm</think>A text",
                "writer",
                Long.MIN_VALUE,
                "ab12",
                1,
                2,
                3,
                1.25,
                Optional.of(new Rejection("answer", "truncated", "It was cut.", OptionalLong.of(7))));
        assertThat(FinishedCell.made(FinishedCell.text(made))).isEqualTo(made);
    }
}
