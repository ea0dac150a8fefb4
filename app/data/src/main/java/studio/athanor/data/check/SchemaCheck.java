package studio.athanor.data.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import studio.athanor.data.recipe.RowCheck;

/**
 * Looks whether a value is valid under a JSON Schema, draft 2020-12. {@code format} is a note and not looked at, as the draft
 * has it. Nothing is fetched.
 *
 * <p>A text is read as JSON, from its first fenced block if there is one, unless the schema is one of texts: its {@code type}
 * names {@code string}, or it has none and its {@code const} or {@code enum} holds one.
 */
final class SchemaCheck implements ValueCheck {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final int LONGEST = 200_000;

    private final Schema schema;
    private final boolean ofTexts;

    SchemaCheck(RowCheck.Schema asked) throws UnusableCheck {
        Optional<String> mistake = JsonSyntax.mistake(asked.schema());
        if (mistake.isPresent()) {
            throw new UnusableCheck("The schema is not JSON: " + mistake.get() + ". Mend it.");
        }
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_PATH)
                .regularExpressionFactory(GuardedExpression::new)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        try {
            List<Error> errors =
                    registry.getSchema(SchemaLocation.of(DRAFT)).validate(asked.schema(), InputFormat.JSON);
            if (!errors.isEmpty()) {
                throw new UnusableCheck("The schema is not a JSON Schema. " + sentence(errors) + " Mend it.");
            }
            schema = registry.getSchema(asked.schema(), InputFormat.JSON);
            schema.initializeValidators();
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnusableCheck("The schema cannot be used: " + e.getMessage() + ". Mend it.");
        }
        ofTexts = isOfTexts(JsonParser.parseString(asked.schema()));
    }

    private static boolean isOfTexts(JsonElement schema) {
        if (!(schema instanceof JsonObject object)) {
            return false;
        }
        if (object.has("type")) {
            return items(object.get("type")).anyMatch(type -> type.getAsString().equals("string"));
        }
        return Stream.of("const", "enum")
                .filter(object::has)
                .flatMap(name -> items(object.get(name)))
                .anyMatch(value -> value instanceof JsonPrimitive primitive && primitive.isString());
    }

    private static Stream<JsonElement> items(JsonElement value) {
        return value instanceof JsonArray array ? array.asList().stream() : Stream.of(value);
    }

    @Override
    public Optional<Fault> test(JsonElement value, Map<String, JsonElement> row) {
        String json = value.toString();
        if (!ofTexts && value instanceof JsonPrimitive primitive && primitive.isString()) {
            String text = primitive.getAsString();
            json = FencedBlock.first(text).orElse(text);
            Optional<String> mistake =
                    json.length() > LONGEST ? Optional.of("it is too long") : JsonSyntax.mistake(json);
            if (mistake.isPresent()) {
                return fault("The text is not JSON: " + mistake.get() + ".");
            }
        }
        return validate(json);
    }

    private Optional<Fault> validate(String json) {
        try {
            List<Error> errors = schema.validate(json, InputFormat.JSON);
            return errors.isEmpty() ? Optional.empty() : fault(sentence(errors));
        } catch (CountedText.Exhausted _) {
            return fault("A pattern of the schema took more than " + CountedText.STEPS + " steps on the value.");
        } catch (RuntimeException e) {
            return fault("The value cannot be checked: " + e.getMessage() + ".");
        }
    }

    /** Returns the first mistake with the place in the value, and how many more there are. */
    private static String sentence(List<Error> errors) {
        Error first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return "At " + first.getInstanceLocation() + ": " + first.getMessage() + more + ".";
    }

    private static Optional<Fault> fault(String detail) {
        return Fault.of("schema", detail);
    }
}
