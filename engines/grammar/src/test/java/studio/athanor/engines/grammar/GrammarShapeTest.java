package studio.athanor.engines.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;

class GrammarShapeTest {

    private static final String HOLE = "{{";

    /** A schema with holes, and whether its grammar is shared among what fills them. */
    record Shape(boolean shared, String schema) {}

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(true, "{\"const\":\"{{a}}\"}"),
                new Shape(true, "{\"enum\":\"{{a}}\"}"),
                new Shape(true, "{\"enum\":[\"{{a}}\",\"x\",3,\"{{b}}\"]}"),
                new Shape(true, "{\"type\":\"string\",\"enum\":[\"{{a}}\",\"{{b}}\"],\"minLength\":2}"),
                new Shape(true, "{\"type\":[\"integer\",\"null\"],\"enum\":[\"{{a}}\",null]}"),
                new Shape(
                        true,
                        object("\"s\":{\"const\":\"{{a}}\"},\"t\":{\"type\":\"string\",\"maxLength\":4}", "s", "t")),
                new Shape(true, object("\"s\":{\"const\":\"{{a}}\"},\"t\":{\"enum\":\"{{b}}\"}", "t")),
                new Shape(
                        true, object("\"o\":{\"properties\":{\"i\":{\"const\":\"{{a}}\"}},\"required\":[\"i\"]}", "o")),
                new Shape(
                        true,
                        "{\"type\":\"array\",\"items\":{\"enum\":[\"{{a}}\",\"{{b}}\"]},\"minItems\":1,\"maxItems\":3}"),
                new Shape(true, "{\"anyOf\":[{\"type\":\"integer\"},{\"const\":\"{{a}}\"}]}"),
                new Shape(true, "{\"anyOf\":[{\"const\":\"{{b}}\"},{\"type\":\"string\",\"enum\":\"{{a}}\"}]}"),
                new Shape(true, "{\"$ref\":\"#/$defs/d\",\"$defs\":{\"d\":{\"enum\":[\"{{a}}\",\"y\"]}}}"),
                new Shape(true, "{\"allOf\":[{\"enum\":[\"x\",\"{{a}}\"]},{\"enum\":[\"{{b}}\",\"x\",3]}]}"),
                new Shape(true, "{\"allOf\":[{\"enum\":[\"x\",3,true]},{\"const\":\"{{a}}\"}]}"),
                new Shape(true, "{\"enum\":[\"{{a}}\",\"{{b}}\",\"z\"],\"not\":{\"const\":\"x\"}}"),
                new Shape(false, "{\"type\":\"string\",\"maxLength\":3,\"not\":{\"const\":\"{{a}}\"}}"),
                new Shape(false, "{\"type\":\"array\",\"uniqueItems\":true,\"items\":{\"enum\":[\"{{a}}\",\"q\"]}}"),
                new Shape(
                        false,
                        "{\"oneOf\":[" + object("\"k\":{\"const\":\"{{a}}\"}", "k") + ","
                                + object("\"k\":{\"const\":\"{{b}}\"}", "k") + "]}"),
                new Shape(
                        false,
                        "{\"type\":\"object\",\"propertyNames\":{\"enum\":[\"{{a}}\",\"p\"]},\"additionalProperties\":"
                                + "{\"type\":\"integer\"},\"maxProperties\":1}"),
                new Shape(
                        false,
                        "{\"properties\":{\"n\":{\"type\":\"null\"}},\"unevaluatedProperties\":{\"const\":\"{{a}}\"},"
                                + "\"maxProperties\":2}"),
                new Shape(true, object("\"const\":{\"enum\":\"{{a}}\"},\"enum\":{\"const\":\"x\"}", "const", "enum")));
    }

    private static String object(String properties, String... required) {
        return "{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[\""
                + String.join("\",\"", required) + "\"]}";
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void bindsToExactlyWhatTheFilledSchemaAccepts(Shape shape) throws Exception {
        GrammarShape compiled = compile(shape.schema());
        Random random = new Random(11);
        List<String> sentences = new ArrayList<>();
        List<GbnfGrammar> bound = new ArrayList<>();
        List<GbnfGrammar> whole = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            Map<String, JsonElement> values = Map.of("{{a}}", value(random), "{{b}}", value(random));
            Optional<Grammar> mine = grammar(() -> compiled.bind(values));
            Optional<Grammar> filled = grammar(() -> JsonSchemaGrammar.compile(compiled.fill(values)));
            assertThat(mine.isPresent()).as("%s", values).isEqualTo(filled.isPresent());
            if (mine.isPresent() && filled.isPresent()) {
                bound.add(GbnfGrammar.parse(mine.get().gbnf()));
                whole.add(GbnfGrammar.parse(filled.get().gbnf()));
                sentences.add(bound.getLast().sentence(random, 30));
                sentences.add(whole.getLast().sentence(random, 30));
            }
        }
        assertThat(compiled.isShared()).isEqualTo(shape.shared());
        assertThat(bound).hasSizeGreaterThan(4);
        for (int i = 0; i < bound.size(); i++) {
            for (String sentence : sentences) {
                assertThat(bound.get(i).accepts(sentence))
                        .as(sentence)
                        .isEqualTo(whole.get(i).accepts(sentence));
            }
        }
    }

    private interface Compiling {
        Grammar run() throws SchemaException;
    }

    private static Optional<Grammar> grammar(Compiling compiling) {
        try {
            return Optional.of(compiling.run());
        } catch (SchemaException _) {
            return Optional.empty();
        }
    }

    private static JsonElement value(Random random) {
        List<String> texts = List.of("x", "y", "red", "a \"quoted\" \\ one", "größer", "line\nbreak", "p", "");
        return switch (random.nextInt(12)) {
            case 0 -> new JsonPrimitive(random.nextInt(4));
            case 1 -> JsonParser.parseString("3.0");
            case 2 -> new JsonPrimitive(true);
            case 3 -> JsonNull.INSTANCE;
            case 4 -> {
                JsonObject object = new JsonObject();
                object.addProperty("i", texts.get(random.nextInt(3)));
                yield object;
            }
            case 5, 6 -> {
                JsonArray list = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(texts.get(random.nextInt(texts.size())));
                }
                yield list;
            }
            default -> new JsonPrimitive(texts.get(random.nextInt(texts.size())));
        };
    }

    @Test
    void takesOnlyTextsInPlacesOfValuesForHoles() throws Exception {
        GrammarShape shape = compile("{\"description\":\"{{d}}\",\"properties\":{\"p\":{\"default\":\"{{e}}\","
                + "\"pattern\":\"^a$\"},\"q\":{\"const\":\"{{a}}\"}},\"required\":[\"p\",\"q\"]}");

        assertThat(shape.holes()).containsExactly("{{a}}");
        assertThat(GbnfGrammar.parse(shape.bind(Map.of("{{a}}", new JsonPrimitive("{{a}}")))
                                .gbnf())
                        .accepts("{\"p\":\"a\",\"q\":\"{{a}}\"}"))
                .isTrue();
    }

    @Test
    void writesOnlyTheRulesOfTheHoles() throws Exception {
        GrammarShape shape = compile(object("\"s\":{\"enum\":\"{{a}}\"},\"t\":{\"type\":\"string\"}", "s", "t"));
        List<String> low = shape.bind(Map.of("{{a}}", new JsonPrimitive("low")))
                .gbnf()
                .lines()
                .toList();
        List<String> high = shape.bind(Map.of("{{a}}", new JsonPrimitive("high")))
                .gbnf()
                .lines()
                .toList();

        List<String> changed = new ArrayList<>(high);
        changed.removeAll(low);
        assertThat(changed).containsExactly("value-s-open ::= \"\\\"high\\\"\"");
        assertThat(high).hasSameSizeAs(low);
    }

    @Test
    void writesNumbersAsTextsWhereTheSchemaSaysSo() throws Exception {
        GrammarShape shape = compile("{\"type\":\"string\",\"const\":\"{{a}}\"}");

        assertThat(shape.fill(Map.of("{{a}}", new JsonPrimitive(7))))
                .isEqualTo("{\"type\":\"string\",\"const\":\"7\"}");
    }

    @Test
    void refusesWhatNoGrammarCanHoldWhateverFillsIt() {
        assertThat(catchThrowableOfType(
                        SchemaException.class,
                        () -> compile("{\"properties\":{\"a\":{\"const\":\"{{a}}\"},\"b\":{\"pattern\":\"(?=a)b\"}}}")))
                .hasMessageContaining("look-ahead");
    }

    @Test
    void refusesToLeaveAHole() throws Exception {
        GrammarShape shape = compile("{\"const\":\"{{a}}\"}");

        assertThatThrownBy(() -> shape.bind(new HashMap<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{{a}}");
    }

    @Test
    void givesAChoiceOfTextsAsTheyStand() throws Exception {
        GbnfGrammar grammar = GbnfGrammar.parse(
                Grammar.oneOf(List.of("yes", "no", "yes", "\"so\" \\ so\n")).gbnf());

        assertThat(grammar.accepts("yes")).isTrue();
        assertThat(grammar.accepts("\"so\" \\ so\n")).isTrue();
        assertThat(grammar.accepts("maybe")).isFalse();
    }

    private static GrammarShape compile(String schema) throws SchemaException {
        return GrammarShape.compile(schema, GrammarOptions.standard(), text -> text.contains(HOLE));
    }
}
