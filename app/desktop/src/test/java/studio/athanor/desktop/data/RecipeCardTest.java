package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.data.RecipeShelf.Origin;
import studio.athanor.desktop.data.RecipeShelf.Place;

class RecipeCardTest {

    @Test
    void showsTheLongestValuesInTheOrderOfTheColumns() {
        SequencedMap<String, String> sample = new LinkedHashMap<>();
        sample.put("topic", "lamps");
        sample.put("question", "Why is it dark?");
        sample.put("verdict", "first");
        sample.put("chosen", "The lamp is broken, and the moon is new.");
        sample.put("rejected", "It is late in the day.");

        assertThat(card(sample).tellingSample(3))
                .extracting(Map.Entry::getKey)
                .containsExactly("question", "chosen", "rejected");
        assertThat(card(sample).tellingSample(9)).hasSize(5);
    }

    @Test
    void saysWhatMessagesAndObjectsHoldWithoutTheMarksOfJson() {
        assertThat(gist("[{'role':'user','content':'Who?'},{'role':'assistant','content':'','tool_calls':[]},"
                        + "{'role':'assistant','content':'Nobody.'}]"))
                .isEqualTo("Who? · Nobody.");
        assertThat(gist("{'winner':'first','consistent':true,'agreement':null}"))
                .isEqualTo("first · true");
        assertThat(gist("['red','tool']")).isEqualTo("red · tool");
        assertThat(gist("'two\\nlines'")).isEqualTo("two lines");
    }

    private static String gist(String json) {
        return CellWords.gist(JsonParser.parseString(json.replace('\'', '"')));
    }

    private static RecipeCard card(SequencedMap<String, String> sample) {
        return new RecipeCard(
                new Place(Path.of("recipe.yaml"), Origin.OWN),
                "title",
                "what",
                List.copyOf(sample.keySet()),
                sample,
                "");
    }
}
