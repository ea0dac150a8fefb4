package studio.athanor.engines.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.athanor.engines.grammar.gbnf.GbnfGrammar;

class JsonSchemaGrammarTest {

    private static final int SENTENCES = 200;
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static List<SchemaCase> cases() {
        return SchemaCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void acceptsAndRejectsWhatTheCaseSays(SchemaCase schemaCase) throws Exception {
        GbnfGrammar grammar = compile(schemaCase);

        assertThat(schemaCase.accepted()).allSatisfy(text -> {
            assertThat(grammar.accepts(text)).as(text).isTrue();
            assertThat(errors(schemaCase, text)).as(text).isEmpty();
        });
        assertThat(schemaCase.rejected())
                .allSatisfy(text -> assertThat(grammar.accepts(text)).as(text).isFalse());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everySentenceIsValidUnderTheSchema(SchemaCase schemaCase) throws Exception {
        GbnfGrammar grammar = compile(schemaCase);
        Schema schema = REGISTRY.getSchema(schemaCase.schema());
        Random random = new Random(42);

        for (int i = 0; i < SENTENCES; i++) {
            String sentence = grammar.sentence(random, i % 8 == 0 ? 400 : i);
            assertThat(validate(schema, sentence)).as(sentence).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCompactAndBoundedSentenceIsValidUnderTheSchema(SchemaCase schemaCase) throws Exception {
        GrammarOptions options = GrammarOptions.standard()
                .withLayout(GrammarOptions.Layout.COMPACT)
                .withBounds(40, 3, 2);
        GbnfGrammar grammar = GbnfGrammar.parse(
                JsonSchemaGrammar.compile(schemaCase.schema(), options).gbnf());
        Schema schema = REGISTRY.getSchema(schemaCase.schema());
        Random random = new Random(43);

        for (int i = 0; i < 40; i++) {
            String sentence = grammar.sentence(random, 20 * i);
            assertThat(validate(schema, sentence)).as(sentence).isEmpty();
        }
    }

    private static GbnfGrammar compile(SchemaCase schemaCase) throws Exception {
        return GbnfGrammar.parse(JsonSchemaGrammar.compile(schemaCase.schema()).gbnf());
    }

    private static List<Error> errors(SchemaCase schemaCase, String text) {
        return validate(REGISTRY.getSchema(schemaCase.schema()), text);
    }

    private static List<Error> validate(Schema schema, String text) {
        return schema.validate(
                text,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
