package studio.athanor.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import studio.athanor.data.recipe.Quota;
import studio.athanor.data.row.Position;
import studio.athanor.data.sample.chance.Fit;

final class DealingTest {

    private static Quota quota(Object... valuesAndCounts) {
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < valuesAndCounts.length; i += 2) {
            counts.put((String) valuesAndCounts[i], ((Integer) valuesAndCounts[i + 1]).longValue());
        }
        return new Quota("label", counts, Position.NONE);
    }

    private static Map<String, Long> dealt(Dealing dealing) {
        Map<String, Long> counts = new TreeMap<>();
        for (long i = 0; i < dealing.total(); i++) {
            counts.merge(dealing.value(i), 1L, Long::sum);
        }
        return counts;
    }

    @Test
    void dealsEveryValueExactlyAsOftenAsAsked() {
        for (int extra = 0; extra < 60; extra++) {
            Dealing dealing = Dealing.of(quota("a", 1, "b", 40 + extra, "c", 7, "d", 300), "hash" + extra);
            assertThat(dealing.total()).isEqualTo(348L + extra);
            assertThat(dealt(dealing)).isEqualTo(Map.of("a", 1L, "b", 40L + extra, "c", 7L, "d", 300L));
        }
    }

    @Test
    void valuesThatCountNothingAreNeverDealt() {
        Dealing dealing = Dealing.of(quota("first", 0, "a", 5, "none", 0, "nil", 0, "b", 3, "last", 0), "hash");
        assertThat(dealt(dealing)).isEqualTo(Map.of("a", 5L, "b", 3L));
    }

    @Test
    void equalPartsDifferByOneAtMost() {
        assertThat(dealt(Dealing.equal("label", List.of("a", "b", "c"), 1_000, "hash")))
                .isEqualTo(Map.of("a", 334L, "b", 333L, "c", 333L));
        assertThat(dealt(Dealing.equal("label", List.of("a", "b", "c"), 2, "hash")))
                .isEqualTo(Map.of("a", 1L, "b", 1L));
    }

    @Test
    void anyPartOfTheRunHasAboutTheSharesOfTheWhole() {
        Dealing dealing = Dealing.of(quota("a", 5_000, "b", 3_000, "c", 2_000), "hash");
        long[] early = LongStream.of("abc"
                        .chars()
                        .mapToLong(name -> LongStream.range(0, 1_000)
                                .filter(i -> dealing.value(i).charAt(0) == name)
                                .count())
                        .toArray())
                .toArray();
        assertThat(Fit.chiSquare(early, new double[] {0.5, 0.3, 0.2})).isLessThan(4);
    }

    @Test
    void otherRecipesAndColumnsAreDealtOtherwise() {
        Quota quota = quota("a", 50, "b", 50);
        String one = text(Dealing.of(quota, "hash"));
        assertThat(text(Dealing.of(quota, "hash"))).isEqualTo(one);
        assertThat(text(Dealing.of(quota, "other"))).isNotEqualTo(one);
        assertThat(text(Dealing.of(new Quota("other", quota.counts(), Position.NONE), "hash")))
                .isNotEqualTo(one);
    }

    @Test
    void dealsWhatItDealtOnTheFirstDay() {
        assertThat(text(Dealing.of(quota("a", 8, "b", 6, "c", 2), "hash"))).isEqualTo("abacbbababcaabaa");
    }

    private static String text(Dealing dealing) {
        StringBuilder text = new StringBuilder();
        LongStream.range(0, dealing.total()).forEach(i -> text.append(dealing.value(i)));
        return text.toString();
    }

    @Test
    void dealsMoreRowsThanAnyListHolds() {
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        counts.put("rare", 1L);
        counts.put("common", 4_000_000_000_000L);
        Dealing dealing = Dealing.of(new Quota("label", counts, Position.NONE), "hash");
        assertThat(dealing.total()).isEqualTo(4_000_000_000_001L);
        assertThat(dealing.value(3_999_999_999_999L)).isEqualTo("common");
    }

    @Test
    void refusesWhatCannotBeDealt() {
        assertThatIllegalArgumentException().isThrownBy(() -> Dealing.of(quota(), "hash"));
        assertThatIllegalArgumentException().isThrownBy(() -> Dealing.of(quota("a", -1, "b", 5), "hash"));
        assertThatThrownBy(() -> Dealing.of(quota("a", 3), "hash").value(3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
