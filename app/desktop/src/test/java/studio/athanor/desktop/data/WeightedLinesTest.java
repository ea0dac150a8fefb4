package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.recipe.Weighted;

class WeightedLinesTest {

    @Test
    void writesPlainTextsAndTheWeightsThatAreNotOne() {
        assertThat(WeightedLines.write(List.of(text("low", 3), text("high", 1))))
                .isEqualTo("low = 3\nhigh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"plain\"",
                "\"12\"",
                "12",
                "1.5",
                "true",
                "\"true\"",
                "null",
                "\"a = 3\"",
                "\" edge \"",
                "\"\"",
                "\"two\\nlines\"",
                "{\"a\":1}",
                "[1,2]",
                "\"[not json\""
            })
    void readsEveryValueAsItWasWritten(String json) throws FormMistake {
        JsonElement value = JsonParser.parseString(json);
        List<Weighted> before = List.of(new Weighted(value, 1), new Weighted(value, 0.25));
        assertThat(WeightedLines.read(
                        "values", WeightedLines.write(before).lines().toList()))
                .isEqualTo(before);
    }

    @Test
    void readsBranchesByTheirParent() throws FormMistake {
        var branches = WeightedLines.readBranches("branches", List.of("fruit: apple = 2", "root: beet", "fruit: fig"));
        assertThat(branches).containsOnlyKeys("fruit", "root");
        assertThat(branches.get("fruit")).containsExactly(text("apple", 2), text("fig", 1));
        assertThat(WeightedLines.writeBranches(branches)).isEqualTo("fruit: apple = 2\nfruit: fig\nroot: beet");
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertThatThrownBy(() -> WeightedLines.readBranches("branches", List.of("apple")))
                .isInstanceOfSatisfying(
                        FormMistake.class,
                        mistake -> assertThat(mistake.field()).isEqualTo("branches"));
        assertThatThrownBy(() -> WeightedLines.read("values", List.of("{\"a\": ")))
                .isInstanceOfSatisfying(
                        FormMistake.class,
                        mistake -> assertThat(mistake.reason()).isEqualTo(FormMistake.Reason.NOT_JSON));
    }

    private static Weighted text(String value, double weight) {
        return new Weighted(new JsonPrimitive(value), weight);
    }
}
