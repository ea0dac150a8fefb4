package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;

class SchemaCheckTest {

    private static final String PERSON = """
            {"type": "object", "required": ["name", "age"], "additionalProperties": false,
             "properties": {"name": {"type": "string", "minLength": 1}, "age": {"type": "integer", "minimum": 0},
               "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": true}}}
            """;

    private static CheckTesting check(String schema) throws Exception {
        return new CheckTesting(new RowCheck.Schema(schema, Position.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"name\": \"Ada\", \"age\": 36}                          | true",
                "{\"name\": \"Ada\", \"age\": 36, \"tags\": [\"a\",\"b\"]} | true",
                "{\"name\": \"Ada\", \"age\": 36.0}                        | true",
                "{\"name\": \"Ada\"}                                       | false",
                "{\"name\": \"\", \"age\": 36}                             | false",
                "{\"name\": \"Ada\", \"age\": -1}                          | false",
                "{\"name\": \"Ada\", \"age\": \"36\"}                      | false",
                "{\"name\": \"Ada\", \"age\": 36, \"x\": 1}                | false",
                "{\"name\": \"Ada\", \"age\": 36, \"tags\": [\"c\"]}       | false",
                "{\"name\": \"Ada\", \"age\": 36, \"tags\": [\"a\",\"a\"]} | false",
                "[]                                                        | false",
                "null                                                      | false"
            })
    void validatesValues(String json, boolean valid) throws Exception {
        try (CheckTesting check = check(PERSON)) {
            assertThat(check.test(json).isEmpty()).as("as text").isEqualTo(valid);
            if (!json.strip().equals("null")) {
                assertThat(check.test(JsonParser.parseString(json)).isEmpty())
                        .as("as value")
                        .isEqualTo(valid);
            }
        }
    }

    @Test
    void namesThePlaceInTheValue() throws Exception {
        try (CheckTesting check = check(PERSON)) {
            assertThat(check.detail("{\"name\": \"Ada\", \"age\": 1, \"tags\": [\"a\", \"z\"]}"))
                    .startsWith("At $.tags[1]: ")
                    .contains("[\"a\", \"b\"]");
            assertThat(check.detail("{\"name\": 1, \"age\": -1}")).contains("(and 1 more)");
        }
    }

    @Test
    void readsJsonFromFencedBlocks() throws Exception {
        try (CheckTesting check = check(PERSON)) {
            check.assertOf("Here it is:\n```json\n{\"name\": \"Ada\", \"age\": 36}\n```\nDone.")
                    .isEmpty();
            assertThat(check.detail("Ada is 36.")).startsWith("The text is not JSON: ");
        }
    }

    @Test
    void takesTextsAsTheyAreWhereTheSchemaIsOfTexts() throws Exception {
        try (CheckTesting check = check("{\"type\": \"string\", \"maxLength\": 5}")) {
            check.assertOf("hello").isEmpty();
            check.assertOf("hello!").isNotEmpty();
        }
        try (CheckTesting check = check("{\"enum\": [\"yes\", \"no\"]}")) {
            check.assertOf("yes").isEmpty();
            check.assertOf("maybe").isNotEmpty();
        }
        try (CheckTesting check = check("{\"type\": [\"string\", \"null\"]}")) {
            check.assertOf("{").isEmpty();
        }
    }

    @Test
    void resolvesReferencesWithinTheSchema() throws Exception {
        String tree = "{\"$ref\": \"#/$defs/node\", \"$defs\": {\"node\": {\"type\": \"object\", \"properties\": "
                + "{\"next\": {\"$ref\": \"#/$defs/node\"}}, \"additionalProperties\": false}}}";
        try (CheckTesting check = check(tree)) {
            check.assertOf("{\"next\": {\"next\": {}}}").isEmpty();
            check.assertOf("{\"next\": {\"next\": {\"x\": 1}}}").isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"$ref\": \"#/nowhere\"}",
                "{\"$ref\": \"http://example.org/schema.json\"}",
                "{\"type\": \"strng\"}",
                "{\"pattern\": \"(\"}",
                "{\"minimum\": \"1\"}",
                "[]",
                "{"
            })
    void refusesSchemasThatCannotBeUsed(String schema) {
        assertThatThrownBy(() -> new SchemaCheck(new RowCheck.Schema(schema, Position.NONE)))
                .isInstanceOf(UnusableCheck.class)
                .hasMessageEndingWith(".");
    }

    @Test
    @Timeout(20)
    void endsOnHostileValues() throws Exception {
        try (CheckTesting check = check("{\"items\": {\"type\": \"string\", \"pattern\": \"a*a*a*a*a*a*b\"}}")) {
            long start = System.nanoTime();
            assertThat(check.detail("[\"" + "a".repeat(2000) + "!\"]")).contains("steps");
            check.assertOf("[".repeat(50_000) + "]".repeat(50_000)).isNotEmpty();
            check.assertOf("[".repeat(50_000)).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
        try (CheckTesting check =
                check("{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"allOf\": [{\"$ref\": \"#/$defs/a\"}]}}}")) {
            check.assertOf("1").isNotEmpty();
        }
    }
}
