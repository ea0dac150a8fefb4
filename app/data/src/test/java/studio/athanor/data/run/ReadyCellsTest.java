package studio.athanor.data.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;

class ReadyCellsTest {

    private final Recipe recipe = Recipes.recipe()
            .text("question")
            .text("answer")
            .text("title", "other")
            .build();
    private final ReadyCells ready =
            new ReadyCells(Map.of("writer", new Lane("writer", 2), "other", new Lane("other", 1)));

    private Column column(String name) {
        return recipe.column(name).orElseThrow();
    }

    private static RowWork row(long number) {
        return new RowWork(number, number, OptionalLong.empty());
    }

    private List<Long> poll() {
        List<Long> numbers = new ArrayList<>();
        ready.poll().ifPresent(row -> {
            numbers.add(row.number());
            ready.release(row);
        });
        return numbers;
    }

    @Test
    void goesOnWithAColumnInTheOrderOfRows() {
        ready.add(row(3), column("question"));
        assertThat(poll()).containsExactly(3L);
        ready.add(row(9), column("question"));
        ready.add(row(5), column("question"));
        ready.add(row(1), column("answer"));
        assertThat(poll()).containsExactly(5L);
        assertThat(poll()).containsExactly(9L);
        assertThat(poll()).containsExactly(1L);
        assertThat(poll()).isEmpty();
    }

    @Test
    void asksNoMoreThanALaneTakes() {
        for (int i = 0; i < 4; i++) {
            ready.add(row(i), column("question"));
            ready.add(row(10 + i), column("title"));
        }
        List<RowWork> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(ready.poll().orElseThrow());
        }
        assertThat(asked).extracting(RowWork::number).containsExactlyInAnyOrder(0L, 1L, 10L);
        assertThat(ready.poll()).isEmpty();
        ready.release(asked.getFirst());
        assertThat(ready.poll()).map(RowWork::number).contains(2L);
    }

    @Test
    @Timeout(60)
    void asksForLongStretchesOfTheSameColumn(@TempDir Path folder) throws Exception {
        RunOrder order =
                Recipes.recipe().text("question").text("answer").text("title").order(320);
        FakeCells cells = new FakeCells(2);
        RunParts parts = Parts.of(cells, RowJudge.LENIENT, 8);
        try (Run run = Run.create(folder, order, parts, new RunSettings(OptionalInt.of(32), 10, List.of()))) {
            run.start();
            assertThat(run.await()).isEqualTo(RunStatus.COMPLETE);
        }
        List<String> columns =
                cells.asked().stream().map(cell -> cell.split(" ")[0]).toList();
        int changes = 0;
        for (int i = 1; i < columns.size(); i++) {
            changes += columns.get(i).equals(columns.get(i - 1)) ? 0 : 1;
        }
        System.out.println(changes + " changes of column in " + columns.size() + " cells");
        assertThat(changes).isLessThan(columns.size() / 6);
    }
}
