package studio.athanor.data.recipe;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import studio.athanor.data.row.ValueType;

/** Reads columns that are drawn by chance or computed. */
final class SamplerReader {

    static final Words<ChronoUnit> UNITS = Words.of(List.of(
            ChronoUnit.MILLIS,
            ChronoUnit.SECONDS,
            ChronoUnit.MINUTES,
            ChronoUnit.HOURS,
            ChronoUnit.DAYS,
            ChronoUnit.WEEKS,
            ChronoUnit.MONTHS,
            ChronoUnit.YEARS));

    static final Words<ColumnKind.Pick.Order> ORDERS = Words.of(ColumnKind.Pick.Order.class);
    static final Words<ValueType> TYPES = Words.of(ValueType.class);
    static final List<String> LOCALES = List.of("en-US");
    static final int MIN_AGE = 18;
    static final int MAX_AGE = 90;

    private SamplerReader() {}

    static ColumnKind.Category category(Fields fields) {
        return new ColumnKind.Category(
                fields.require("values").map(SamplerReader::weighted).orElse(List.of()));
    }

    static ColumnKind.Subcategory subcategory(Fields fields) {
        String parent = fields.text("parent");
        SequencedMap<String, List<Weighted>> values = new LinkedHashMap<>();
        for (Field.Named each : fields.require("values").map(Field::named).orElse(List.of())) {
            values.put(each.name(), weighted(each.value()));
        }
        return new ColumnKind.Subcategory(parent, values);
    }

    static ColumnKind.Uniform uniform(Fields fields) {
        return new ColumnKind.Uniform(fields.number("low"), fields.number("high"), fields.maybeSmall("decimals"));
    }

    static ColumnKind.Normal normal(Fields fields) {
        return new ColumnKind.Normal(
                fields.number("mean"),
                fields.number("standard-deviation"),
                fields.maybeNumber("min"),
                fields.maybeNumber("max"),
                fields.maybeSmall("decimals"));
    }

    static ColumnKind.DateTime datetime(Fields fields) {
        return new ColumnKind.DateTime(
                moment(fields, "from"), moment(fields, "to"), fields.oneOf("unit", UNITS, ChronoUnit.SECONDS));
    }

    static ColumnKind.Person person(Fields fields) {
        List<String> locales = fields.take("locales").map(Field::texts).orElse(LOCALES);
        Optional<String> sex =
                fields.take("sex").flatMap(field -> field.textOf(Words.of(List.of(Sex.FEMALE, Sex.MALE))));
        return new ColumnKind.Person(locales, sex, fields.small("min-age", MIN_AGE), fields.small("max-age", MAX_AGE));
    }

    private enum Sex {
        FEMALE,
        MALE
    }

    static ColumnKind.Pick pick(Fields fields) {
        return new ColumnKind.Pick(
                fields.text("source"),
                fields.maybeText("field"),
                fields.oneOf("order", ORDERS, ColumnKind.Pick.Order.WITH_REPLACEMENT));
    }

    static ColumnKind.Expression expression(Fields fields) {
        return new ColumnKind.Expression(fields.text("template"), fields.oneOf("as", TYPES, ValueType.TEXT));
    }

    /** Reads a list of values, each alone or as {@code {value, weight}}, or weights by value. */
    static List<Weighted> weighted(Field field) {
        List<Weighted> values = new ArrayList<>();
        if (field.isMapping()) {
            for (Field.Named each : field.named()) {
                OptionalDouble weight = each.value().number();
                values.add(new Weighted(each.key(), weight.orElse(1)));
            }
        } else {
            field.items().forEach(item -> weightedItem(item).ifPresent(values::add));
        }
        reportTwice(field, values);
        return values;
    }

    private static Optional<Weighted> weightedItem(Field item) {
        if (!item.isMapping()) {
            return Optional.of(new Weighted(item.json(), 1));
        }
        return item.fields("a value with its weight").map(fields -> {
            JsonElement value = fields.require("value").map(Field::json).orElse(new JsonPrimitive(""));
            Weighted weighted = new Weighted(value, fields.number("weight", 1));
            fields.close();
            return weighted;
        });
    }

    private static void reportTwice(Field field, List<Weighted> values) {
        Set<JsonElement> seen = new LinkedHashSet<>();
        for (Weighted each : values) {
            if (!seen.add(each.value())) {
                field.problems()
                        .error(
                                field.at(),
                                field.path(),
                                "The value " + each.value() + " is there twice. Give it a weight instead.");
            }
        }
    }

    private static Instant moment(Fields fields, String name) {
        Optional<String> text = fields.require(name).flatMap(Field::text);
        Optional<Instant> moment = text.flatMap(SamplerReader::moment);
        if (text.isPresent() && moment.isEmpty()) {
            fields.error(
                    name,
                    "\"" + text.get() + "\" is no moment. Write it as 2026-01-31, 2026-01-31T09:00 or"
                            + " 2026-01-31T09:00:00Z.");
        }
        return moment.orElse(Instant.EPOCH);
    }

    /** Reads a day, or a date and time; without an offset it is UTC. */
    private static Optional<Instant> moment(String text) {
        try {
            if (text.length() == 10) {
                return Optional.of(
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return Optional.of(
                    text.matches(".*T[0-9:.]+")
                            ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
