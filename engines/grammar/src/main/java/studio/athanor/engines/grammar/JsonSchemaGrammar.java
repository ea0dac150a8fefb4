package studio.athanor.engines.grammar;

/**
 * Compiles JSON Schemas (draft 2020-12's usual subset) to grammars of llama.cpp.
 *
 * <p>What the grammar accepts is valid under the schema; it does not accept everything that is. Properties come in the
 * order in which the schema declares them. An object that declares properties has no others unless the schema allows them
 * with {@code additionalProperties}, {@code patternProperties} or a {@code required} name; an object that declares none is
 * free. A schema with keywords for one type and without {@code type} is read as of that type. Values have no escapes
 * beyond those JSON requires where a {@code pattern} or {@code format} applies, and numbers with bounds have no exponent.
 * Unknown keywords and formats are annotations, as the standard has it; keywords that no grammar can hold are refused.
 *
 * <p>Characters are matched as code points. llama.cpp decodes bytes leniently: a model that spells characters byte by byte
 * can write an overlong form (E0 80-9F, F0 80-8F), which a strict reader counts as several replacement characters. Whoever
 * samples has to keep such bytes out; no grammar can.
 *
 * <p>Stateless; every method may be called from any thread. Time and size are bounded by limits on the schema, on the
 * rules and on the work.
 */
public final class JsonSchemaGrammar {

    private JsonSchemaGrammar() {}

    /**
     * Compiles a schema with the standard options.
     *
     * @param schemaJson the schema as JSON text
     * @throws SchemaException if the text is not a schema, or none that a grammar can hold
     */
    public static Grammar compile(String schemaJson) throws SchemaException {
        return compile(schemaJson, GrammarOptions.standard());
    }

    /**
     * Compiles a schema.
     *
     * @param schemaJson the schema as JSON text
     * @param options layout, strictness and bounds
     * @throws SchemaException if the text is not a schema, or none that a grammar can hold
     */
    public static Grammar compile(String schemaJson, GrammarOptions options) throws SchemaException {
        return new Compilation(SchemaDocument.parse(schemaJson), options).run();
    }
}
