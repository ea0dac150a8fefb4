package studio.athanor.engines.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{a:1} ! `` ! is not JSON (line 1, column 3)",
                "{} {} ! `` ! is not JSON",
                "3 ! `` ! is neither an object nor true or false",
                "false ! `` ! is satisfied by no value",
                "{\"type\":\"strin\"} ! /type ! unknown type \"strin\"",
                "{\"enum\":3} ! /enum ! is not a list",
                "{\"enum\":[]} ! `` ! is satisfied by no value",
                "{\"properties\":{\"a/b\":5}} ! /properties/a~1b ! is neither an object",
                "{\"properties\":[]} ! /properties ! is not an object",
                "{\"required\":\"a\"} ! /required ! is not a list of names",
                "{\"minLength\":-1} ! /minLength ! is not a count",
                "{\"maxItems\":1.5} ! /maxItems ! is not a count",
                "{\"multipleOf\":0} ! /multipleOf ! is not greater than 0",
                "{\"minimum\":1e999999999} ! /minimum ! digits",
                "{\"pattern\":\"(?=a)b\"} ! /pattern ! look-ahead",
                "{\"pattern\":\"(a)\\\\1\"} ! /pattern ! back reference",
                "{\"pattern\":\"\\\\bx\"} ! /pattern ! word boundary",
                "{\"pattern\":\"[z-a]\"} ! /pattern ! ends before it begins",
                "{\"pattern\":\"(\"} ! /pattern ! ends too early",
                "{\"pattern\":\"(a|b)*a(a|b){20}\"} ! /pattern ! grows too large",
                "{\"pattern\":\"^(a{1000}){1000}$\"} ! /pattern ! grows too large",
                "{\"type\":\"integer\",\"minimum\":5,\"maximum\":4} ! `` ! is satisfied by no value",
                "{\"$ref\":\"https://example.org/s\"} ! /$ref ! nothing is fetched",
                "{\"$ref\":\"#/$defs/x\"} ! /$ref ! does not exist",
                "{\"$ref\":\"#\"} ! `` ! refers to itself",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]} ! `` ! is satisfied by no value",
                "{\"type\":\"array\",\"contains\":{\"const\":1}} ! /contains ! contains",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true} ! /uniqueItems ! unique items",
                "{\"type\":\"object\",\"minProperties\":3,\"additionalProperties\":true} ! /minProperties ! may repeat",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]} ! /oneOf/0 ! another branch of its oneOf",
                "{\"type\":\"string\",\"minLength\":1000000000} ! `` ! at least 1000000000",
            })
    void refusesWithThePlaceAndTheReason(String schema, String pointer, String problem) {
        SchemaException refusal = catchThrowableOfType(SchemaException.class, () -> JsonSchemaGrammar.compile(schema));

        assertThat(refusal).hasMessageContaining(problem);
        assertThat(refusal.pointer()).isEqualTo(pointer);
        assertThat(refusal.remedy()).endsWith(".");
    }

    @Test
    void refusesDeepNestingWithoutExhaustingTheStack() {
        String deep = "{\"items\":".repeat(100_000) + "true" + "}".repeat(100_000);

        assertThat(catchThrowableOfType(SchemaException.class, () -> JsonSchemaGrammar.compile(deep)))
                .hasMessageContaining("nests deeper than 200");
    }

    @Test
    void refusesMoreAlternativesThanItCanCombine() {
        String many = "{\"anyOf\":[" + "{\"const\":1},".repeat(100_000) + "{\"const\":2}]}";

        assertThat(catchThrowableOfType(SchemaException.class, () -> JsonSchemaGrammar.compile(many)))
                .hasMessageContaining("100001 alternatives");
    }

    @Test
    void refusesListedValuesThatTakeForeverToCheck() {
        String doubling = IntStream.range(0, 40)
                .mapToObj(i -> "\"d%d\":{\"oneOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"not\":{\"$ref\":\"#/$defs/d%d\"}}]}"
                        .formatted(i, i + 1, i + 1))
                .collect(Collectors.joining(","));
        String schema =
                "{\"enum\":[1],\"$ref\":\"#/$defs/d0\",\"$defs\":{" + doubling + ",\"d40\":{\"type\":\"string\"}}}";

        assertThat(catchThrowableOfType(SchemaException.class, () -> JsonSchemaGrammar.compile(schema)))
                .hasMessageContaining("too costly");
    }
}
