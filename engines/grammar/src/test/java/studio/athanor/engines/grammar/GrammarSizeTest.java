package studio.athanor.engines.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;

class GrammarSizeTest {

    private static String optionals(int count) {
        return "{\"type\":\"object\",\"properties\":{"
                + IntStream.range(0, count)
                        .mapToObj(i -> "\"p%d\":{\"type\":\"integer\"}".formatted(i))
                        .collect(Collectors.joining(","))
                + "}}";
    }

    @Test
    void growsLinearlyWithOptionalProperties() throws Exception {
        long few = JsonSchemaGrammar.compile(optionals(100)).gbnf().lines().count();
        long many = JsonSchemaGrammar.compile(optionals(1_000)).gbnf().lines().count();

        assertThat(many).isLessThan(11 * few);
    }

    @Test
    void equalSchemasGiveEqualHashes() throws Exception {
        Grammar first = JsonSchemaGrammar.compile(optionals(5));
        Grammar second = JsonSchemaGrammar.compile(optionals(5));

        assertThat(first).isEqualTo(second);
        assertThat(first.sha256())
                .hasSize(64)
                .isNotEqualTo(JsonSchemaGrammar.compile("true").sha256());
    }

    @Test
    void boundsWhiteSpace() throws Exception {
        GbnfGrammar grammar =
                GbnfGrammar.parse(JsonSchemaGrammar.compile("{\"type\":\"array\",\"items\":{\"type\":\"null\"}}")
                        .gbnf());

        assertThat(grammar.accepts("[\n  null,\n  null\n]")).isTrue();
        assertThat(grammar.accepts("[ null, null ]")).isTrue();
        assertThat(grammar.acceptsPrefix("[  ")).isFalse();
        assertThat(grammar.acceptsPrefix("[\n\n")).isFalse();
        assertThat(grammar.acceptsPrefix("[\n" + " ".repeat(25))).isFalse();
        assertThat(grammar.acceptsPrefix("[] ")).isFalse();
        assertThat(grammar.acceptsPrefix(" [")).isFalse();
    }

    @Test
    void compactLayoutHasNoWhiteSpace() throws Exception {
        GrammarOptions compact = GrammarOptions.standard().withLayout(GrammarOptions.Layout.COMPACT);
        GbnfGrammar grammar = GbnfGrammar.parse(
                JsonSchemaGrammar.compile("{\"const\":{\"a\":[1,2]}}", compact).gbnf());

        assertThat(grammar.accepts("{\"a\":[1,2]}")).isTrue();
        assertThat(grammar.accepts("{\"a\": [1,2]}")).isFalse();
    }

    @Test
    void optionsBoundWhatTheSchemaLeavesOpen() throws Exception {
        GrammarOptions options = GrammarOptions.standard().withBounds(5, 2, 1);
        GbnfGrammar text = GbnfGrammar.parse(
                JsonSchemaGrammar.compile("{\"type\":\"string\"}", options).gbnf());
        GbnfGrammar list = GbnfGrammar.parse(
                JsonSchemaGrammar.compile("{\"type\":\"array\"}", options).gbnf());
        GbnfGrammar map = GbnfGrammar.parse(
                JsonSchemaGrammar.compile("{\"type\":\"object\"}", options).gbnf());
        GbnfGrammar longer =
                GbnfGrammar.parse(JsonSchemaGrammar.compile("{\"type\":\"string\",\"minLength\":9}", options)
                        .gbnf());

        assertThat(text.accepts("\"abcde\"")).isTrue();
        assertThat(text.accepts("\"abcdef\"")).isFalse();
        assertThat(list.accepts("[1,2]")).isTrue();
        assertThat(list.accepts("[1,2,3]")).isFalse();
        assertThat(map.accepts("{\"a\":1}")).isTrue();
        assertThat(map.accepts("{\"a\":1,\"b\":1}")).isFalse();
        assertThat(longer.accepts("\"123456789\"")).isTrue();
    }

    @Test
    void countsEscapesAndSurrogatePairsAsOneCharacter() throws Exception {
        GbnfGrammar grammar =
                GbnfGrammar.parse(JsonSchemaGrammar.compile("{\"type\":\"string\",\"minLength\":2,\"maxLength\":2}")
                        .gbnf());

        assertThat(grammar.accepts("\"\\u00e9\\n\"")).isTrue();
        assertThat(grammar.accepts("\"\\ud83d\\ude00x\"")).isTrue();
        assertThat(grammar.accepts("\"\\ud83d\\ude00\"")).isFalse();
        assertThat(grammar.acceptsPrefix("\"\\ud83dx")).isFalse();
        assertThat(grammar.acceptsPrefix("\"\\ude00")).isFalse();
        assertThat(grammar.acceptsPrefix("\"\n")).isFalse();
    }

    @Test
    void holdsLengthsThatLlamaCppAloneWouldNot() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse(
                JsonSchemaGrammar.compile("{\"type\":\"string\",\"minLength\":2999,\"maxLength\":3001}")
                        .gbnf());

        for (int length = 2_997; length <= 3_003; length++) {
            assertThat(grammar.accepts("\"" + "x".repeat(length) + "\""))
                    .as("length %d", length)
                    .isEqualTo(length >= 2_999 && length <= 3_001);
        }
    }

    @Test
    void holdsLongUpperBoundsAtEveryBlockEdge() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse(JsonSchemaGrammar.compile("{\"type\":\"string\",\"maxLength\":1024}")
                .gbnf());

        for (int length : new int[] {0, 1, 255, 256, 257, 511, 512, 513, 1_023, 1_024}) {
            assertThat(grammar.accepts("\"" + "x".repeat(length) + "\""))
                    .as("length %d", length)
                    .isTrue();
        }
        assertThat(grammar.accepts("\"" + "x".repeat(1_025) + "\"")).isFalse();
    }

    @Test
    void integerRangesHoldExactly() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            int low = random.nextInt(4_001) - 2_000;
            int high = low + random.nextInt(1_500);
            int step = 1 + random.nextInt(12);
            GbnfGrammar grammar = GbnfGrammar.parse(
                    JsonSchemaGrammar.compile("{\"type\":\"integer\",\"minimum\":%d,\"maximum\":%d,\"multipleOf\":%d}"
                                    .formatted(low, high, step))
                            .gbnf());
            for (int value = low - 30; value <= high + 30; value += 1 + random.nextInt(5)) {
                assertThat(grammar.accepts(Integer.toString(value)))
                        .as("%d in [%d, %d] by %d", value, low, high, step)
                        .isEqualTo(value >= low && value <= high && value % step == 0);
            }
        }
    }

    @Test
    void lenientOptionsWarnInsteadOfRefusing() throws Exception {
        Grammar grammar = JsonSchemaGrammar.compile(
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true,\"contains\":{}}",
                GrammarOptions.standard().lenient());

        assertThat(grammar.warnings())
                .hasSize(2)
                .anySatisfy(
                        warning -> assertThat(warning).contains("/uniqueItems").contains("not enforced"));
    }

    @Test
    void warnsOfUnknownFormats() throws Exception {
        assertThat(JsonSchemaGrammar.compile("{\"type\":\"string\",\"format\":\"color\"}")
                        .warnings())
                .containsExactly("The format \"color\" at /format is not enforced.");
    }
}
