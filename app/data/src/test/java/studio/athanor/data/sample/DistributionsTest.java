package studio.athanor.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.Weighted;
import studio.athanor.data.sample.chance.Fit;

/** What many cells look like together. */
final class DistributionsTest {

    private static final int MANY = 20_000;

    private static Weighted weighted(String value, double weight) {
        return new Weighted(new JsonPrimitive(value), weight);
    }

    private static long[] counts(List<JsonElement> values, List<String> names) {
        long[] counts = new long[names.size()];
        values.forEach(each -> counts[names.indexOf(each.getAsString())]++);
        return counts;
    }

    @Test
    void categoriesComeByWeight() {
        ColumnKind kind = new ColumnKind.Category(List.of(
                weighted("a", 5), weighted("never", 0), weighted("b", 3), weighted("c", 1.5), weighted("d", 0.5)));
        long[] counts = counts(SampledRecipe.values(kind, MANY), List.of("a", "b", "c", "d"));
        assertThat(Fit.chiSquare(counts, new double[] {0.5, 0.3, 0.15, 0.05})).isLessThan(4);
    }

    @Test
    void uniformNumbersAreSpreadEvenly() {
        double[] drawn = SampledRecipe.numbers(new ColumnKind.Uniform(-2, 6, OptionalInt.empty()), MANY);
        assertThat(Arrays.stream(drawn)).allMatch(each -> each >= -2 && each < 6);
        assertThat(Fit.distance(drawn, x -> (x + 2) / 8)).isLessThan(1.95);
    }

    @Test
    void uniformNumbersWithDecimalsIncludeBothEndsEquallyOften() {
        double[] drawn = SampledRecipe.numbers(new ColumnKind.Uniform(0.1, 1.2, OptionalInt.of(1)), MANY);
        long[] counts = new long[12];
        Arrays.stream(drawn).forEach(each -> counts[(int) Math.round(each * 10) - 1]++);
        assertThat(Fit.chiSquare(counts)).isLessThan(4);
        assertThat(Arrays.stream(drawn).distinct().sorted().toArray())
                .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2);
    }

    @Test
    void uniformNumbersOfMoreDecimalsThanDoublesHoldStillLieBetweenTheBounds() {
        double[] drawn = SampledRecipe.numbers(new ColumnKind.Uniform(0, 1, OptionalInt.of(30)), 1_000);
        assertThat(Arrays.stream(drawn)).allMatch(each -> each >= 0 && each <= 1);
        assertThat(Arrays.stream(drawn).distinct()).hasSize(1_000);
    }

    @Test
    void normalNumbersAreNormal() {
        ColumnKind kind =
                new ColumnKind.Normal(100, 15, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());
        double[] drawn = SampledRecipe.numbers(kind, 5_000);
        assertThat(Fit.distance(drawn, x -> Fit.normal((x - 100) / 15))).isLessThan(1.95);
    }

    @Test
    void boundedNormalNumbersAreTheRestOfTheNormalDistribution() {
        ColumnKind kind =
                new ColumnKind.Normal(0, 1, OptionalDouble.of(0.5), OptionalDouble.of(2), OptionalInt.empty());
        double[] drawn = SampledRecipe.numbers(kind, 5_000);
        double below = Fit.normal(0.5);
        double share = Fit.normal(2) - below;
        assertThat(Arrays.stream(drawn)).allMatch(each -> each >= 0.5 && each <= 2);
        assertThat(Fit.distance(drawn, x -> (Fit.normal(x) - below) / share)).isLessThan(1.95);
    }

    @Test
    void roundingNeverLeavesTheBounds() {
        ColumnKind kind =
                new ColumnKind.Normal(1, 1, OptionalDouble.of(0.26), OptionalDouble.of(1.74), OptionalInt.of(1));
        assertThat(Arrays.stream(SampledRecipe.numbers(kind, 5_000))).allMatch(each -> each >= 0.3 && each <= 1.7);
        ColumnKind whole =
                new ColumnKind.Normal(40, 12, OptionalDouble.of(18), OptionalDouble.of(65), OptionalInt.of(0));
        assertThat(SampledRecipe.values(whole, 100))
                .allMatch(each -> each.getAsString().matches("\\d+"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 4, 29.9, 30, 75, 1_000})
    void countsArePoisson(double mean) {
        int low = (int) Math.max(0, Math.floor(mean - 2.5 * Math.sqrt(mean)));
        int high = (int) Math.ceil(mean + 2.5 * Math.sqrt(mean));
        double[] shares = new double[high - low + 2];
        double logMean = Math.log(mean);
        double logShare = -mean;
        double covered = 0;
        for (int k = 0; k <= high; k++) {
            logShare += k == 0 ? 0 : logMean - Math.log(k);
            shares[Math.max(0, k - low)] += Math.exp(logShare);
            covered += Math.exp(logShare);
        }
        shares[shares.length - 1] = 1 - covered;
        long[] counts = new long[shares.length];
        for (double each : SampledRecipe.numbers(new ColumnKind.Poisson(mean), MANY)) {
            counts[(int) Math.clamp(each - low, 0, counts.length - 1)]++;
        }
        assertThat(Fit.chiSquare(counts, shares)).isLessThan(4);
    }

    @Test
    void veryLargeCountsHaveTheirMeanAndSpread() {
        double[] drawn = SampledRecipe.numbers(new ColumnKind.Poisson(1e9), 5_000);
        double root = Math.sqrt(1e9);
        assertThat(Fit.distance(drawn, x -> Fit.normal((x - 1e9) / root))).isLessThan(1.95);
    }

    @Test
    void nothingHappensAtAMeanOfNought() {
        assertThat(SampledRecipe.numbers(new ColumnKind.Poisson(0), 100)).containsOnly(0);
    }

    @Test
    void yesComesWithItsProbability() {
        long yes = SampledRecipe.values(new ColumnKind.Bernoulli(0.3), MANY).stream()
                .filter(JsonElement::getAsBoolean)
                .count();
        assertThat(Fit.chiSquare(new long[] {yes, MANY - yes}, new double[] {0.3, 0.7}))
                .isLessThan(4);
        assertThat(SampledRecipe.values(new ColumnKind.Bernoulli(0), 100)).noneMatch(JsonElement::getAsBoolean);
        assertThat(SampledRecipe.values(new ColumnKind.Bernoulli(1), 100)).allMatch(JsonElement::getAsBoolean);
    }

    @Test
    void wholeNumbersIncludeBothEndsEquallyOften() {
        long[] counts = new long[7];
        SampledRecipe.values(new ColumnKind.IntegerRange(-3, 3), MANY).forEach(each -> counts[each.getAsInt() + 3]++);
        assertThat(Fit.chiSquare(counts)).isLessThan(4);
    }

    @Test
    void wholeNumbersMayBeAnyLong() {
        List<JsonElement> drawn =
                SampledRecipe.values(new ColumnKind.IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE), 4_096);
        long[] counts = new long[16];
        drawn.forEach(each -> counts[(int) (each.getAsLong() >>> 60)]++);
        assertThat(Fit.chiSquare(counts)).isLessThan(4);
        assertThat(SampledRecipe.value(new ColumnKind.IntegerRange(5, 5), 1).getAsLong())
                .isEqualTo(5);
        assertThat(SampledRecipe.values(new ColumnKind.IntegerRange(Long.MAX_VALUE - 1, Long.MAX_VALUE), 50))
                .allMatch(each -> each.getAsLong() >= Long.MAX_VALUE - 1);
    }

    @Test
    void momentsAreSpreadEvenlyAndCutToTheUnit() {
        Instant from = Instant.parse("2024-01-01T00:00:00Z");
        Instant to = Instant.parse("2024-01-08T00:00:00Z");
        long[] days = new long[7];
        for (JsonElement each : SampledRecipe.values(new ColumnKind.DateTime(from, to, ChronoUnit.HOURS), MANY)) {
            Instant moment = Instant.parse(each.getAsString());
            assertThat(moment).isEqualTo(moment.truncatedTo(ChronoUnit.HOURS)).isBetween(from, to.minusSeconds(3_600));
            days[(int) ChronoUnit.DAYS.between(from, moment)]++;
        }
        assertThat(Fit.chiSquare(days)).isLessThan(4);
    }

    @Test
    void momentsAreNeverBeforeTheBeginningNorAtTheEnd() {
        Instant from = Instant.parse("2024-01-10T12:30:00Z");
        Instant to = Instant.parse("2024-03-01T00:00:00Z");
        assertThat(distinct(new ColumnKind.DateTime(from, to, ChronoUnit.MONTHS)))
                .containsExactly("2024-02-01T00:00:00Z");
        assertThat(distinct(new ColumnKind.DateTime(from, from.plusSeconds(2 * 86_400), ChronoUnit.DAYS)))
                .containsExactly("2024-01-11T00:00:00Z", "2024-01-12T00:00:00Z");
        assertThat(distinct(new ColumnKind.DateTime(from, from.plusNanos(3), ChronoUnit.NANOS)))
                .containsExactlyInAnyOrder(
                        "2024-01-10T12:30:00Z", "2024-01-10T12:30:00.000000001Z", "2024-01-10T12:30:00.000000002Z");
        assertThat(distinct(new ColumnKind.DateTime(from, from.plusNanos(1), ChronoUnit.MILLIS)))
                .containsExactly("2024-01-10T12:30:00Z");
    }

    @Test
    void weeksBeginOnMondayAndYearsOnNewYearsDay() {
        Instant from = Instant.parse("2020-01-01T00:00:00Z");
        Instant to = Instant.parse("2024-01-01T00:00:00Z");
        assertThat(distinct(new ColumnKind.DateTime(from, to, ChronoUnit.YEARS)))
                .containsExactly(
                        "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z", "2023-01-01T00:00:00Z");
        assertThat(distinct(new ColumnKind.DateTime(from, to, ChronoUnit.WEEKS)))
                .allMatch(each -> LocalDate.ofInstant(Instant.parse(each), ZoneOffset.UTC)
                                .getDayOfWeek()
                                .getValue()
                        == 1);
    }

    private static List<String> distinct(ColumnKind kind) {
        return SampledRecipe.values(kind, 500).stream()
                .map(JsonElement::getAsString)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void uuidsAreOfVersionFourAndAllDifferent() {
        HashSet<String> seen = new HashSet<>();
        for (JsonElement each : SampledRecipe.values(new ColumnKind.RandomUuid("urn:uuid:"), 5_000)) {
            assertThat(each.getAsString()).startsWith("urn:uuid:");
            UUID uuid = UUID.fromString(each.getAsString().substring(9));
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
            seen.add(each.getAsString());
        }
        assertThat(seen).hasSize(5_000);
    }

    @Test
    void subcategoriesFollowTheirParent() throws Exception {
        LinkedHashMap<String, List<Weighted>> lists = new LinkedHashMap<>();
        lists.put("fruit", List.of(weighted("apple", 3), weighted("pear", 1)));
        lists.put("true", List.of(weighted("yes", 1)));
        ColumnKind kind = new ColumnKind.Subcategory("parent", lists);
        SampledRecipe recipe = new SampledRecipe()
                .column(
                        "parent",
                        new ColumnKind.Category(
                                List.of(weighted("fruit", 9), new Weighted(new JsonPrimitive(true), 1))))
                .column("x", kind);
        long apples = 0;
        long pears = 0;
        try (SampledColumns columns = recipe.open()) {
            for (int i = 0; i < 10_000; i++) {
                var row = recipe.row(columns, i, 0);
                String value = row.get("x").getAsString();
                assertThat(value.equals("yes"))
                        .isEqualTo(row.get("parent").getAsString().equals("true"));
                apples += value.equals("apple") ? 1 : 0;
                pears += value.equals("pear") ? 1 : 0;
            }
        }
        assertThat(Fit.chiSquare(new long[] {apples, pears}, new double[] {0.75, 0.25}))
                .isLessThan(4);
    }
}
