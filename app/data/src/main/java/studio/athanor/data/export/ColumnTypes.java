package studio.athanor.data.export;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.SourceFile;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.row.ValueType;

/** What the values of columns are, by what the recipe says of them. */
public final class ColumnTypes {

    private ColumnTypes() {}

    /**
     * Returns the type of each column, in the order of the recipe. What a JSON lines or Parquet file gives is not known from
     * the recipe; it counts as text here, while exports look at the rows.
     */
    public static SequencedMap<String, ValueType> of(Recipe recipe) {
        SequencedMap<String, ValueType> types = new LinkedHashMap<>();
        recipe.columns()
                .forEach(
                        column -> types.put(column.name(), known(recipe, column).orElse(ValueType.TEXT)));
        return types;
    }

    /** Returns a column's type, unless only its values tell. */
    static Optional<ValueType> known(Recipe recipe, Column column) {
        return switch (column.kind()) {
            case ColumnKind.Pick pick -> picked(recipe, pick);
            case ColumnKind.Sampler sampler -> Optional.of(sampled(sampler));
            case ColumnKind.Expression expression -> Optional.of(expression.type());
            case ColumnKind.ModelWritten written -> Optional.of(written(written));
        };
    }

    private static Optional<ValueType> picked(Recipe recipe, ColumnKind.Pick pick) {
        if (pick.field().isEmpty()) {
            return Optional.of(ValueType.JSON);
        }
        SourceFile source = recipe.sources().get(pick.source());
        boolean plainText = source != null
                && (source.format() == SourceFile.Format.CSV || source.format() == SourceFile.Format.TEXT);
        return plainText ? Optional.of(ValueType.TEXT) : Optional.empty();
    }

    private static ValueType sampled(ColumnKind.Sampler sampler) {
        return switch (sampler) {
            case ColumnKind.Category category -> unified(category.values());
            case ColumnKind.Subcategory subcategory ->
                unified(subcategory.values().values().stream()
                        .flatMap(Collection::stream)
                        .toList());
            case ColumnKind.Uniform _, ColumnKind.Normal _ -> ValueType.NUMBER;
            case ColumnKind.Poisson _, ColumnKind.IntegerRange _ -> ValueType.INTEGER;
            case ColumnKind.Bernoulli _ -> ValueType.BOOLEAN;
            case ColumnKind.DateTime _ -> ValueType.TIMESTAMP;
            case ColumnKind.RandomUuid uuid -> uuid.prefix().isEmpty() ? ValueType.UUID : ValueType.TEXT;
            case ColumnKind.Person _, ColumnKind.Pick _ -> ValueType.JSON;
            case ColumnKind.Chunk chunk ->
                switch (chunk.field()) {
                    case "page", "index", "offset", "tokens" -> ValueType.INTEGER;
                    default -> ValueType.TEXT;
                };
        };
    }

    private static ValueType written(ColumnKind.ModelWritten written) {
        return switch (written) {
            case ColumnKind.Text _, ColumnKind.Choice _ -> ValueType.TEXT;
            case ColumnKind.Structured structured -> ofSchema(structured.schema());
            case ColumnKind.Score _ -> ValueType.JSON;
            case ColumnKind.Conversation _, ColumnKind.ToolConversation _ -> ValueType.MESSAGES;
            case ColumnKind.Embedding _ -> ValueType.VECTOR;
        };
    }

    /** A schema of a single plain value gives that value's type; all else is JSON. */
    private static ValueType ofSchema(String schema) {
        try {
            JsonElement root = JsonParser.parseString(schema);
            JsonElement type = root.isJsonObject() ? root.getAsJsonObject().get("type") : null;
            if (type == null || !type.isJsonPrimitive()) {
                return ValueType.JSON;
            }
            return switch (type.getAsString()) {
                case "string" -> ValueType.TEXT;
                case "integer" -> ValueType.INTEGER;
                case "number" -> ValueType.NUMBER;
                case "boolean" -> ValueType.BOOLEAN;
                default -> ValueType.JSON;
            };
        } catch (JsonParseException _) {
            return ValueType.JSON;
        }
    }

    private static ValueType unified(Collection<Weighted> values) {
        SeenType seen = new SeenType();
        values.forEach(weighted -> seen.add(weighted.value()));
        return seen.type();
    }
}
