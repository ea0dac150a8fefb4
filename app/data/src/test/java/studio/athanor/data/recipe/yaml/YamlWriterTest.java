package studio.athanor.data.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlWriterTest {

    private static final List<String> PIECES = List.of(
            "a", "word", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "'", "\"", "\\", "{{ x }}",
            "{%", "[", "]", ",", "|", ">", "&", "*", "!", "%", "@", "`", "?", "=", "<<", "---", "...", "true", "no",
            "null", "~", "1", "1.5", "007", "0x1", ".", "é", "日本", "😀", "\r", "\u0000", "\u0085", "\u2028", "\ufeff",
            "\u200d", "\u007f");

    @Test
    void writesWhatIsReadAsTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            JsonObject object = new JsonObject();
            for (int field = random.nextInt(4); field >= 0; field--) {
                object.add(text(random), value(random, 0));
            }

            YamlDocument read = YamlReader.read(YamlWriter.document(object));

            assertThat(read.faults()).as(YamlWriter.document(object)).isEmpty();
            assertThat(read.root().orElseThrow().json().toString())
                    .as(YamlWriter.document(object))
                    .isEqualTo(object.toString());
        }
    }

    private static JsonElement value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> new JsonPrimitive(random.nextLong());
            case 3 -> new JsonPrimitive(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> new JsonPrimitive(text(random));
            case 5 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> {
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.add(text(random), value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void writesSmallThingsOnALineAndLongTextsUnderABar() {
        JsonObject object = JsonParser.parseString("""
                {"name": "a-b", "models": {"writer": {"context": 4096}, "judge": {}},
                 "columns": [{"name": "label", "values": ["x", "y"]},
                             {"name": "text", "prompt": "One {{ label }}.\\nTwo: 2\\n", "checks": [{"regex": "^\\\\d"}]}]}
                """).getAsJsonObject();

        assertThat(YamlWriter.document(object)).isEqualTo("""
                name: a-b

                models:
                  writer: {context: 4096}
                  judge: {}

                columns:
                  - {name: label, values: [x, y]}
                  - name: text
                    prompt: |
                      One {{ label }}.
                      Two: 2
                    checks:
                      - {regex: ^\\d}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "1", "1.0", "true", "", "a: b", "a #b", "#a", "- a", "null", "@a", "'a", "a:", " a"})
    void quotesWhatWouldBeReadAsSomethingElse(String text) {
        JsonObject object = new JsonObject();
        object.addProperty("a", text);

        assertThat(YamlWriter.document(object)).startsWith("a: \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Write a {{ label }} text, please", "a:b", "it's", "a-b", "x#y", "straße"})
    void leavesPlainWhatReadsAsItself(String text) {
        JsonObject object = new JsonObject();
        object.addProperty("a", text);

        assertThat(YamlWriter.document(object)).isEqualTo("a: " + text + "\n");
    }
}
