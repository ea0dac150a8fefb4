package studio.athanor.engines.grammar;

import com.google.gson.JsonElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import studio.athanor.engines.grammar.rules.RuleSet;

/**
 * A schema with holes, compiled once: texts under {@code const} and {@code enum} that values fill later, others each time.
 * Each list of values with a hole is a rule of its own, and {@link #bind} writes only these rules.
 *
 * <p>What a bound grammar accepts is exactly what the grammar of the filled schema accepts. Where more than a list of values
 * depends on a hole (a {@code oneOf} whose branches are told apart by it, unique items of it, names of properties), binding
 * compiles the filled schema as a whole; {@link #isShared} tells.
 *
 * <p>Immutable, for any thread.
 */
public final class GrammarShape {

    private final JsonElement schema;
    private final Holes holes;
    private final Set<String> names;
    private final GrammarOptions options;
    private final Optional<Compilation.Skeleton> skeleton;

    private GrammarShape(
            JsonElement schema, Holes holes, GrammarOptions options, Optional<Compilation.Skeleton> skeleton) {
        this.schema = schema;
        this.holes = holes;
        this.options = options;
        this.skeleton = skeleton;
        names = holes.names();
    }

    /**
     * Compiles a schema with holes.
     *
     * @param schemaJson the schema as JSON text
     * @param options layout, strictness and bounds
     * @param isHole tells which texts under {@code const} and {@code enum} are holes; a hole in place of a whole {@code enum}
     *     is allowed
     * @throws SchemaException if the text is not a schema, or none that a grammar can hold whatever fills it
     */
    public static GrammarShape compile(String schemaJson, GrammarOptions options, Predicate<String> isHole)
            throws SchemaException {
        JsonElement schema = SchemaDocument.parse(schemaJson).root().json();
        Holes holes = Holes.in(schema, isHole);
        Optional<Compilation.Skeleton> skeleton;
        try {
            skeleton = Optional.of(new Compilation(SchemaDocument.of(schema, holes), options).skeleton())
                    .filter(_ -> !holes.consulted());
        } catch (SchemaException e) {
            if (!holes.consulted()) {
                throw e;
            }
            skeleton = Optional.empty();
        }
        return new GrammarShape(schema, holes, options, skeleton);
    }

    /** Returns the texts of the holes. */
    public Set<String> holes() {
        return new LinkedHashSet<>(names);
    }

    /** Tells whether binding writes some rules only, rather than compiling the schema again. */
    public boolean isShared() {
        return skeleton.isPresent();
    }

    /**
     * Returns the schema with its holes filled.
     *
     * @param values by the text of the hole. A list that fills an entry of an {@code enum} stands for its items. Numbers and
     *     truth values become texts where the schema beside them says {@code "type": "string"}.
     * @throws IllegalArgumentException if a hole is left
     */
    public String fill(Map<String, JsonElement> values) {
        return holes.filled(schema, values).toString();
    }

    /**
     * Returns the grammar of the schema with its holes filled as {@link #fill} fills them.
     *
     * @param values by the text of the hole
     * @throws SchemaException if no value satisfies the schema with these, or no grammar can hold it
     * @throws IllegalArgumentException if a hole is left
     */
    public Grammar bind(Map<String, JsonElement> values) throws SchemaException {
        JsonElement filled = holes.filled(schema, values);
        Optional<Grammar> bound = skeleton.isPresent() ? bound(skeleton.get(), filled) : Optional.empty();
        return bound.isPresent() ? bound.get() : JsonSchemaGrammar.compile(filled.toString(), options);
    }

    /** Returns nothing where a list is empty, which may close other ways too, or holds more than scalars. */
    private static Optional<Grammar> bound(Compilation.Skeleton skeleton, JsonElement filled) throws SchemaException {
        SchemaDocument document = SchemaDocument.of(filled, Holes.none());
        SchemaMatcher matcher = new SchemaMatcher(document);
        StringBuilder gbnf = new StringBuilder(skeleton.gbnf());
        for (Compilation.OpenRule open : skeleton.open()) {
            Set<String> texts = new LinkedHashSet<>();
            for (JsonElement value : matcher.allowed(Constraints.of(inDocument(open.alternative(), document)))) {
                if (value.isJsonArray() || value.isJsonObject()) {
                    return Optional.empty();
                }
                texts.add(Tokens.scalar(value));
            }
            if (texts.isEmpty()) {
                return Optional.empty();
            }
            gbnf.append(RuleSet.texts(open.rule(), texts));
        }
        return Optional.of(Grammar.of(gbnf.toString(), skeleton.warnings()));
    }

    private static Alternative inDocument(Alternative alternative, SchemaDocument document) {
        List<SchemaNode> nodes =
                alternative.nodes().stream().map(document::counterpart).toList();
        Set<SchemaNode> excluded = new LinkedHashSet<>();
        alternative.excluded().forEach(node -> excluded.add(document.counterpart(node)));
        return new Alternative(nodes, excluded);
    }
}
