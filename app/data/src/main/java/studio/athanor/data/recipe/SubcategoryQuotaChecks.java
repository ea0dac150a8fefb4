package studio.athanor.data.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Quotas of subcategories whose parent has one too: whether both can be met by the same rows. */
final class SubcategoryQuotaChecks {

    private final Findings findings;
    private final Recipe recipe;

    private SubcategoryQuotaChecks(Findings findings) {
        this.findings = findings;
        recipe = findings.recipe();
    }

    static void run(Findings findings) {
        SubcategoryQuotaChecks checks = new SubcategoryQuotaChecks(findings);
        List<Quota> quotas = findings.recipe().quotas();
        for (int i = 0; i < quotas.size(); i++) {
            checks.quota("quotas[" + i + "]", quotas.get(i));
        }
    }

    private void quota(String field, Quota quota) {
        Optional<ColumnKind> kind = recipe.column(quota.column()).map(Column::kind);
        if (kind.isPresent() && kind.get() instanceof ColumnKind.Subcategory subcategory) {
            counts(subcategory.parent())
                    .ifPresent(parents -> counts(quota.column())
                            .ifPresent(counts -> compare(field, quota, subcategory, parents, counts)));
        }
    }

    /** Returns how many rows of every value the quota of a column wants, if it has one. */
    private Optional<SequencedMap<String, Long>> counts(String column) {
        Optional<Quota> quota = recipe.quotas().stream()
                .filter(each -> each.column().equals(column))
                .findFirst();
        if (quota.isPresent() && !quota.get().counts().isEmpty()) {
            return Optional.of(quota.get().counts());
        }
        return quota.flatMap(_ -> recipe.column(column))
                .flatMap(each -> ColumnValues.of(each.kind()))
                .filter(values -> !values.isEmpty())
                .map(values -> Quota.equalCounts(values, recipe.rows()));
    }

    private void compare(
            String field,
            Quota quota,
            ColumnKind.Subcategory subcategory,
            Map<String, Long> parents,
            Map<String, Long> counts) {
        counts.forEach((value, count) -> {
            List<String> under = subcategory.values().entrySet().stream()
                    .filter(each -> has(each.getValue(), value))
                    .map(Map.Entry::getKey)
                    .toList();
            long room = sum(parents, under);
            if (!under.isEmpty() && count > room) {
                findings.error(
                        quota.counts().isEmpty() ? field : field + ".counts." + value,
                        quota.at(),
                        "\"" + value + "\" comes only where \"" + subcategory.parent() + "\" is "
                                + quoted(under) + ", which by its own quota has " + room + " rows, not " + count
                                + ". Change one of the two quotas.");
            }
        });
        parents.forEach((parent, count) -> {
            List<String> values = subcategory.values().getOrDefault(parent, List.of()).stream()
                    .filter(each -> each.weight() > 0)
                    .map(each -> ColumnValues.text(each.value()))
                    .toList();
            long room = sum(counts, values);
            if (!values.isEmpty() && count > room) {
                findings.error(
                        field,
                        quota.at(),
                        "\"" + subcategory.parent() + "\" is to be \"" + parent + "\" in " + count
                                + " rows by its own quota, and the values that go with it, " + quoted(values)
                                + ", are counted for " + room + " only. Change one of the two quotas.");
            }
        });
    }

    private static boolean has(List<Weighted> values, String text) {
        return values.stream()
                .anyMatch(each ->
                        each.weight() > 0 && ColumnValues.text(each.value()).equals(text));
    }

    private static long sum(Map<String, Long> counts, List<String> values) {
        return values.stream()
                .mapToLong(each -> counts.getOrDefault(each, 0L))
                .reduce(0, (sum, each) -> sum + Math.min(each, Integer.MAX_VALUE));
    }

    private static String quoted(List<String> values) {
        return values.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "));
    }
}
