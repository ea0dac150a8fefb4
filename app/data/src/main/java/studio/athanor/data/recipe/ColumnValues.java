package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedSet;

/** What values a column can have, as far as its recipe says so. Quotas and schemas name values as text. */
public final class ColumnValues {

    private ColumnValues() {}

    /** Returns all values that a column can have, as text, in order; empty where only its rows tell. */
    public static Optional<SequencedSet<String>> of(ColumnKind kind) {
        return switch (kind) {
            case ColumnKind.Category category -> Optional.of(texts(List.of(category.values())));
            case ColumnKind.Subcategory each -> Optional.of(texts(each.values().values()));
            case ColumnKind.Bernoulli _ -> Optional.of(new LinkedHashSet<>(List.of("true", "false")));
            case ColumnKind.Choice choice
            when choice.options().stream().noneMatch(ColumnTexts::isTemplate) ->
                Optional.of(new LinkedHashSet<>(choice.options()));
            default -> Optional.empty();
        };
    }

    private static SequencedSet<String> texts(Iterable<List<Weighted>> lists) {
        SequencedSet<String> texts = new LinkedHashSet<>();
        lists.forEach(list -> list.forEach(each -> texts.add(text(each.value()))));
        return texts;
    }

    /** Returns a value as text: a text without quotes, all else as JSON. */
    public static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Tells whether a column's values come again and again, so that rows can be counted by them. */
    static boolean repeat(ColumnKind kind) {
        return switch (kind) {
            case ColumnKind.Uniform uniform -> uniform.decimals().isPresent();
            case ColumnKind.Normal normal -> normal.decimals().isPresent();
            case ColumnKind.Category _,
                    ColumnKind.Subcategory _,
                    ColumnKind.Poisson _,
                    ColumnKind.Bernoulli _,
                    ColumnKind.IntegerRange _,
                    ColumnKind.DateTime _,
                    ColumnKind.Pick _,
                    ColumnKind.Chunk _,
                    ColumnKind.Expression _,
                    ColumnKind.Choice _ -> true;
            case ColumnKind.RandomUuid _,
                    ColumnKind.Person _,
                    ColumnKind.Text _,
                    ColumnKind.Structured _,
                    ColumnKind.Score _,
                    ColumnKind.Conversation _,
                    ColumnKind.ToolConversation _,
                    ColumnKind.Embedding _ -> false;
        };
    }

    /** Returns what the values of a column of numbers are, if a text is none of them: the end of a sentence. */
    static Optional<String> whyNever(ColumnKind kind, String text) {
        return switch (kind) {
            case ColumnKind.IntegerRange range
            when !isWhole(text, range.low(), range.high()) ->
                Optional.of("it is a whole number from " + range.low() + " to " + range.high());
            case ColumnKind.Poisson poisson
            when !isWhole(text, 0, poisson.mean() == 0 ? 0 : Long.MAX_VALUE) -> Optional.of("it is a count, from 0 on");
            case ColumnKind.Uniform uniform
            when !isNumber(text, uniform.low(), uniform.high()) ->
                Optional.of(
                        "it is a number from " + Numbers.json(uniform.low()) + " to " + Numbers.json(uniform.high()));
            case ColumnKind.Normal normal
            when !isNumber(text, least(normal.min()), most(normal.max())) ->
                Optional.of("it is a number"
                        + (normal.min().isPresent()
                                ? " from " + Numbers.json(normal.min().getAsDouble())
                                : "")
                        + (normal.max().isPresent()
                                ? " to " + Numbers.json(normal.max().getAsDouble())
                                : ""));
            default -> Optional.empty();
        };
    }

    private static double least(OptionalDouble bound) {
        return bound.orElse(Double.NEGATIVE_INFINITY);
    }

    private static double most(OptionalDouble bound) {
        return bound.orElse(Double.POSITIVE_INFINITY);
    }

    private static boolean isWhole(String text, long low, long high) {
        try {
            long value = Long.parseLong(text);
            return value >= low && value <= high;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isNumber(String text, double low, double high) {
        try {
            double value = new BigDecimal(text).doubleValue();
            return value >= low && value <= high;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
