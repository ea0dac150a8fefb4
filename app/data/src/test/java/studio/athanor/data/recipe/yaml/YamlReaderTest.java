package studio.athanor.data.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.data.row.Position;

final class YamlReaderTest {

    @Test
    void knowsThePlaceOfEveryNode() {
        YamlDocument document = YamlReader.read("""
                a: 1
                list:
                  - x
                  - {b: "two"}
                text: |
                  first
                  second
                """);

        assertThat(document.faults()).isEmpty();
        assertThat(document.place("a", 1)).contains(new Position(1, 4));
        assertThat(document.place("list[1].b", 1)).contains(new Position(4, 9));
        assertThat(document.place("text", 2)).contains(new Position(7, 1));
        assertThat(document.place("list[1].missing", 1)).contains(new Position(4, 5));
    }

    @Test
    void countsPlacesInCharactersWhereTheSourceHasEmoji() {
        String source = "a: 😀\nb: {c: 😀, d: x}\n";

        YamlNode d = YamlReader.read(source).find("b.d").orElseThrow();

        assertThat(source.substring(d.span().start(), d.span().end())).isEqualTo("x");
        assertThat(d.at()).isEqualTo(new Position(2, 14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no | \"no\"",
                "007 | \"007\"",
                "7 | 7",
                "-7 | -7",
                "+7 | 7",
                "0x1F | 31",
                "0o17 | 15",
                "1.5 | 1.5",
                ".5 | 0.5",
                "1e3 | 1000.0",
                "true | true",
                "True | true",
                "~ | null",
                ".inf | \".inf\"",
                "1_000 | \"1_000\"",
                "2026-01-01 | \"2026-01-01\"",
                "99999999999999999999 | 99999999999999999999",
                "1e999 | \"1e999\""
            })
    void readsPlainScalarsAsYaml12Does(String plain, String json) {
        assertThat(YamlReader.read("a: " + plain).root().orElseThrow().json().toString())
                .isEqualTo("{\"a\":" + json + "}");
    }

    @Test
    void readsJsonAsItIs() {
        String json = """
                {
                \t"a": "\\ud83d\\ude00 \\/ \\"q\\"",
                \t"b":[1,2.5e3,null,true,{}],
                \t"c": {"d":"\\u00e9"}
                }
                """;

        YamlDocument document = YamlReader.read(json);

        assertThat(document.faults()).isEmpty();
        assertThat(document.root().orElseThrow().json().toString())
                .isEqualTo(
                        JsonParser.parseString(json.replace("2.5e3", "2500.0")).toString());
    }

    @Test
    void repeatsWhatAnAliasNames() {
        YamlDocument document = YamlReader.read("a: &x {b: 1}\nc: *x\n");

        assertThat(document.root().orElseThrow().json().toString()).isEqualTo("{\"a\":{\"b\":1},\"c\":{\"b\":1}}");
        assertThat(document.place("c", 1)).contains(new Position(2, 4));
    }

    @Test
    void stopsAtABillionLaughs() {
        StringBuilder source = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String item = "*a" + (i - 1);
            source.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, item))));
        }

        YamlDocument document =
                Assertions.assertTimeout(Duration.ofSeconds(5), () -> YamlReader.read(source.toString()));

        assertThat(document.root()).isEmpty();
        assertThat(document.faults().getFirst().sentence()).contains("more than 100000 values");
    }

    @Test
    void refusesANodeThatHoldsItself() {
        assertThat(YamlReader.read("a: &x [*x]\n").faults().getFirst().sentence())
                .contains("no anchor &x before");
    }

    @Test
    void stopsWhereItNestsTooDeep() {
        YamlDocument document =
                Assertions.assertTimeout(Duration.ofSeconds(5), () -> YamlReader.read("a: " + "[".repeat(200_000)));

        assertThat(document.root()).isEmpty();
        assertThat(document.faults().getFirst().sentence()).contains("nest deeper than 64");
    }

    @Test
    void refusesWhatIsTooLong() {
        YamlDocument document = YamlReader.read("a".repeat(YamlReader.MOST_CHARACTERS + 1));

        assertThat(document.faults().getFirst().sentence()).contains("longer than 1048576 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: b: c | 1 | A colon does not fit here",
                "a: 'x | 1 | quotes that open here are never closed",
                "a: [1, 2 | 1 | never closed",
                "a: @x | 1 | cannot begin with this character",
                "a: 1\\nb | 2 | no colon after its name",
                "a:\\n\\tb: 1 | 2 | A tab stands at the start",
                "a: 1\\n---\\nb: 2 | 2 | second document",
                "a: 1\\na: 2 | 2 | \"a\" is there twice; the first is on line 1",
                "a: !thing x | 1 | The tag !thing means nothing",
                "a: {{ b }} | 1 | A template stands here without quotes",
                "a: \"\\q\" | 1 | no such escape",
                "a: \"\\ud83d\" | 1 | half a character",
                "a: 1\\nb: *x | 2 | no anchor &x"
            })
    void saysWhatIsWrongAndWhere(String source, int line, String sentence) {
        YamlDocument document = YamlReader.read(source.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(document.faults()).anySatisfy(fault -> {
            assertThat(fault.sentence()).contains(sentence);
            assertThat(fault.at().line()).isEqualTo(line);
        });
    }

    @Test
    void namesThePlaceOfACharacterThatYamlRefuses() {
        YamlFault fault = YamlReader.read("😀: 1\nb: x\u0001\n").faults().getFirst();

        assertThat(fault.at()).isEqualTo(new Position(2, 5));
        assertThat(fault.sentence()).contains("U+0001");
    }
}
