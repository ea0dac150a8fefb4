package studio.athanor.data.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** Quotas: whether so many rows of every value can come about. */
final class QuotaChecks {

    private final Findings findings;
    private final Recipe recipe;

    private QuotaChecks(Findings findings) {
        this.findings = findings;
        recipe = findings.recipe();
    }

    static void run(Findings findings) {
        QuotaChecks checks = new QuotaChecks(findings);
        Set<String> columns = new HashSet<>();
        List<Quota> quotas = findings.recipe().quotas();
        for (int i = 0; i < quotas.size(); i++) {
            String field = "quotas[" + i + "]";
            Quota quota = quotas.get(i);
            if (!columns.add(quota.column())) {
                findings.error(
                        field + ".column",
                        quota.at(),
                        "The column \"" + quota.column() + "\" has a quota already. Put the counts together.");
            }
            checks.quota(field, quota);
        }
        SubcategoryQuotaChecks.run(findings);
    }

    private void quota(String field, Quota quota) {
        Optional<Column> column = recipe.column(quota.column());
        if (column.isEmpty()) {
            findings.error(
                    field + ".column",
                    quota.at(),
                    "There is no column \"" + quota.column() + "\"."
                            + Nearest.question(
                                    quota.column(),
                                    recipe.columns().stream().map(Column::name).toList()));
            return;
        }
        ColumnKind kind = column.get().kind();
        if (column.get().when().isPresent()) {
            findings.error(
                    field + ".column",
                    quota.at(),
                    "\"" + quota.column()
                            + "\" is left out where its \"when\" is false, and such rows fit no quota. Take"
                            + " the condition out of the column, or the quota out of the recipe.");
            return;
        }
        if (!ColumnValues.repeat(kind)) {
            findings.error(
                    field + ".column",
                    quota.at(),
                    "\"" + quota.column() + "\" is of type "
                            + ColumnType.of(kind).word()
                            + ", whose values are mostly different in every row, so no quota can be met. Count a category"
                            + " or a choice, or a column of type expression that tells the kind.");
            return;
        }
        Optional<SequencedSet<String>> values = ColumnValues.of(kind);
        if (quota.counts().isEmpty()) {
            equal(field, quota, kind, values);
        } else {
            counts(field, quota, kind, values);
        }
        if (!(kind instanceof ColumnKind.Category) && recipe.attempts() == 1) {
            findings.warning(
                    field,
                    quota.at(),
                    "With one attempt a row whose value is full is lost at once, and another takes its place. Allow more"
                            + " attempts.");
        }
    }

    private void equal(String field, Quota quota, ColumnKind kind, Optional<SequencedSet<String>> values) {
        if (values.isEmpty()) {
            findings.error(
                    field,
                    quota.at(),
                    "What values \"" + quota.column() + "\" has is not known beforehand. Add \"counts\" by value.");
            return;
        }
        if (values.get().size() > recipe.rows()) {
            findings.error(
                    field,
                    quota.at(),
                    "\"" + quota.column() + "\" has " + values.get().size() + " values, more than the " + recipe.rows()
                            + " rows. Ask for more rows, or name \"counts\".");
        } else if (recipe.rows() % values.get().size() != 0) {
            findings.warning(
                    field,
                    quota.at(),
                    recipe.rows() + " rows cannot be shared equally by "
                            + values.get().size() + " values; the first get one more.");
        }
        values.get().stream()
                .filter(value -> weightless(kind, value))
                .forEach(value -> weightless(field, quota, value));
    }

    private void counts(String field, Quota quota, ColumnKind kind, Optional<SequencedSet<String>> values) {
        long sum = 0;
        for (Map.Entry<String, Long> count : quota.counts().entrySet()) {
            String place = field + ".counts." + count.getKey();
            if (count.getValue() < 0) {
                findings.error(place, quota.at(), "A count is 0 or more, not " + count.getValue() + ".");
                return;
            }
            sum += Math.min(count.getValue(), Integer.MAX_VALUE);
            if (values.isPresent() && !values.get().contains(count.getKey())) {
                findings.error(
                        place,
                        quota.at(),
                        "\"" + quota.column() + "\" never has the value \"" + count.getKey() + "\"."
                                + Nearest.question(count.getKey(), values.get()) + " Its values are "
                                + String.join(
                                        ", ", values.get().stream().limit(20).toList()) + ".");
            } else if (count.getValue() > 0 && weightless(kind, count.getKey())) {
                weightless(place, quota, count.getKey());
            }
            ColumnValues.whyNever(kind, count.getKey())
                    .ifPresent(what -> findings.error(
                            place,
                            quota.at(),
                            "\"" + quota.column() + "\" never has the value \"" + count.getKey() + "\": " + what
                                    + ". Count another value."));
        }
        if (sum != recipe.rows()) {
            findings.error(
                    field + ".counts",
                    quota.at(),
                    "The counts make " + sum + " rows together, but the recipe wants " + recipe.rows()
                            + ". Change a count, or \"rows\".");
        }
    }

    private void weightless(String field, Quota quota, String value) {
        findings.error(
                field,
                quota.at(),
                "The value \"" + value + "\" has the weight 0 in \"" + quota.column()
                        + "\" and never comes. Give it a weight, or leave it out here.");
    }

    private static boolean weightless(ColumnKind kind, String value) {
        return switch (kind) {
            case ColumnKind.Category category -> weightless(category.values(), value);
            case ColumnKind.Subcategory each ->
                each.values().values().stream()
                        .filter(list -> list.stream()
                                .anyMatch(weighted ->
                                        ColumnValues.text(weighted.value()).equals(value)))
                        .allMatch(list -> weightless(list, value));
            case ColumnKind.Bernoulli bernoulli -> bernoulli.probability() == (value.equals("true") ? 0 : 1);
            default -> false;
        };
    }

    private static boolean weightless(List<Weighted> values, String value) {
        return values.stream()
                .anyMatch(each ->
                        each.weight() == 0 && ColumnValues.text(each.value()).equals(value));
    }
}
