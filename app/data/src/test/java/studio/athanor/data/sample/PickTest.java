package studio.athanor.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ColumnKind.Pick.Order;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.sample.chance.Fit;

final class PickTest {

    private static final int RECORDS = 200;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = folder.resolve("people.csv");
        Files.writeString(
                file,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> i + ",name " + i)
                        .collect(Collectors.joining("\n", "id,name\n", "\n")));
    }

    private SampledRecipe picking(Order order) {
        return new SampledRecipe()
                .source("people", file, SourceFile.Format.CSV)
                .column("id", new ColumnKind.Pick("people", Optional.of("id"), order))
                .column("name", new ColumnKind.Pick("people", Optional.of("name"), order))
                .column("all", new ColumnKind.Pick("people", Optional.empty(), order));
    }

    @ParameterizedTest
    @EnumSource
    void allColumnsOfARowGetTheSameRecord(Order order) throws Exception {
        SampledRecipe recipe = picking(order);
        try (SampledColumns columns = recipe.open()) {
            for (int i = 0; i < RECORDS; i++) {
                var row = recipe.row(columns, i, i % 4);
                assertThat(row.get("name").getAsString())
                        .isEqualTo("name " + row.get("id").getAsString());
                assertThat(row.get("all").getAsJsonObject().get("id")).isEqualTo(row.get("id"));
            }
        }
    }

    @Test
    void withReplacementEveryRecordComesEquallyOftenAndAnAttemptBringsAnother() throws Exception {
        SampledRecipe recipe = picking(Order.WITH_REPLACEMENT);
        long[] counts = new long[RECORDS];
        int changed = 0;
        try (SampledColumns columns = recipe.open()) {
            for (int i = 0; i < 20_000; i++) {
                JsonElement id = recipe.row(columns, i, 0).get("id");
                counts[id.getAsInt()]++;
                changed += i < 100 && !recipe.row(columns, i, 1).get("id").equals(id) ? 1 : 0;
            }
        }
        assertThat(Fit.chiSquare(counts)).isLessThan(4);
        assertThat(changed).isGreaterThan(95);
    }

    @Test
    void withoutReplacementEveryRecordComesOnceWhateverTheAttempt() throws Exception {
        SampledRecipe recipe = picking(Order.WITHOUT_REPLACEMENT);
        List<Integer> ids = new ArrayList<>();
        try (SampledColumns columns = recipe.open()) {
            for (int i = 0; i < RECORDS; i++) {
                ids.add(recipe.row(columns, i, i).get("id").getAsInt());
            }
            assertThat(recipe.row(columns, 5, 0)).isEqualTo(recipe.row(columns, 5, 3));
            assertThatThrownBy(() -> recipe.row(columns, RECORDS, 0))
                    .isInstanceOf(DataException.RunStopped.class)
                    .hasMessageContaining("people")
                    .hasMessageContaining("200 records");
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .hasSize(RECORDS)
                .isNotEqualTo(ids.stream().sorted().toList());
    }

    @Test
    void inOrderTheRecordsComeAsTheyLie() throws Exception {
        SampledRecipe recipe = picking(Order.IN_ORDER);
        try (SampledColumns columns = recipe.open()) {
            for (int i = 0; i < RECORDS; i++) {
                assertThat(recipe.row(columns, i, i % 3).get("id").getAsInt()).isEqualTo(i);
            }
            assertThatThrownBy(() -> recipe.row(columns, RECORDS, 0)).isInstanceOf(DataException.RunStopped.class);
        }
    }

    @Test
    void picksWhatItPickedOnTheFirstDay() throws Exception {
        assertThat(ids(Order.WITH_REPLACEMENT) + "| " + ids(Order.WITHOUT_REPLACEMENT))
                .isEqualTo("62 50 129 1 75 184 | 26 53 135 181 16 106 ");
    }

    private String ids(Order order) throws Exception {
        SampledRecipe recipe = picking(order);
        StringBuilder ids = new StringBuilder();
        try (SampledColumns columns = recipe.open()) {
            for (int i = 0; i < 6; i++) {
                ids.append(recipe.row(columns, i, 0).get("id").getAsString()).append(' ');
            }
        }
        return ids.toString();
    }

    @Test
    void aFieldThatTheFileLacksIsToldWithThoseItHas() {
        SampledRecipe recipe = picking(Order.IN_ORDER)
                .column("age", new ColumnKind.Pick("people", Optional.of("age"), Order.IN_ORDER));
        assertThatThrownBy(recipe::open)
                .isInstanceOf(DataException.RecipeInvalid.class)
                .hasMessageContaining("no column age")
                .hasMessageContaining("id, name");
    }

    @Test
    void twoOrdersOfOneSourceAreRefused() {
        SampledRecipe recipe = picking(Order.IN_ORDER)
                .column("other", new ColumnKind.Pick("people", Optional.of("id"), Order.WITH_REPLACEMENT));
        assertThatThrownBy(recipe::open)
                .asInstanceOf(type(DataException.RecipeInvalid.class))
                .satisfies(failure ->
                        assertThat(failure.problems().getFirst().field()).isEqualTo("columns[3].order"));
    }

    @Test
    void aSourceTellsHowManySlotsItLastsFor() throws Exception {
        try (SampledColumns inOrder = picking(Order.IN_ORDER).open();
                SampledColumns shuffled = picking(Order.WITHOUT_REPLACEMENT).open();
                SampledColumns endless = picking(Order.WITH_REPLACEMENT).open()) {
            assertThat(inOrder.slots()).hasValue(RECORDS);
            assertThat(shuffled.slots()).hasValue(RECORDS);
            assertThat(endless.slots()).isEmpty();
        }
    }

    @Test
    void aSourceWithoutRecordsIsRefused() throws Exception {
        Files.writeString(file, "id,name\n");
        SampledRecipe recipe = picking(Order.WITH_REPLACEMENT);
        assertThatThrownBy(recipe::open)
                .isInstanceOf(DataException.RecipeInvalid.class)
                .hasMessageContaining("holds no record");
    }

    @Test
    void aFileThatChangesUnderTheRunIsNoticed() throws Exception {
        SampledRecipe recipe = picking(Order.IN_ORDER);
        try (SampledColumns columns = recipe.open()) {
            Files.writeString(file, "id,name\n1,other\n");
            assertThatThrownBy(() -> recipe.row(columns, 0, 0))
                    .isInstanceOf(DataException.FileFailed.class)
                    .hasMessageContaining("was changed");
        }
    }
}
