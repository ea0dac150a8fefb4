package studio.athanor.data.sample.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PermutationTest {

    @Test
    void holdsEveryNumberOnceForEverySizeUpToAFewHundred() {
        for (int size = 1; size <= 520; size++) {
            assertThat(numbersOf(new Permutation(size * 31L, size), size)).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_023, 1_024, 1_025, 4_095, 4_097, 65_535, 65_536, 65_537, 99_991, 262_144, 300_001})
    void holdsEveryNumberOnceForLargerSizes(int size) {
        assertThat(numbersOf(new Permutation(7, size), size)).isEqualTo(size);
    }

    private static int numbersOf(Permutation permutation, int size) {
        BitSet seen = new BitSet(size);
        for (int i = 0; i < size; i++) {
            seen.set(Math.toIntExact(permutation.at(i)));
        }
        return seen.length() <= size ? seen.cardinality() : -1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, (1L << 61) + 12_345, 1L << 62, Long.MAX_VALUE})
    void staysWithinTheLargestSizesAndNeverRepeats(long size) {
        Permutation permutation = new Permutation(11, size);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long number = permutation.at(i);
            assertThat(number).isBetween(0L, size - 1);
            seen.add(number);
        }
        assertThat(seen).hasSize(50_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 16, 100})
    void putsEachNumberEquallyOftenFirstAndLast(int size) {
        long[] first = new long[size];
        long[] last = new long[size];
        for (int seed = 0; seed < 20_000; seed++) {
            Permutation permutation = new Permutation(Chance.mix(seed), size);
            first[(int) permutation.at(0)]++;
            last[(int) permutation.at(size - 1)]++;
        }
        assertThat(Fit.chiSquare(first)).isLessThan(4);
        assertThat(Fit.chiSquare(last)).isLessThan(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void makesAllOrdersOfAFewNumbersEquallyOften(int size) {
        Map<String, Long> orders = new HashMap<>();
        for (int seed = 0; seed < 20_000; seed++) {
            Permutation permutation = new Permutation(Chance.mix(seed), size);
            StringBuilder order = new StringBuilder();
            IntStream.range(0, size).forEach(i -> order.append(permutation.at(i)));
            orders.merge(order.toString(), 1L, Long::sum);
        }
        assertThat(orders).hasSize(size == 3 ? 6 : 24);
        assertThat(Fit.chiSquare(
                        orders.values().stream().mapToLong(Long::longValue).toArray()))
                .isLessThan(5);
    }

    @Test
    void leavesNoTraceOfTheOldOrder() {
        int size = 10_000;
        Permutation permutation = new Permutation(99, size);
        long rising = IntStream.range(1, size)
                .filter(i -> permutation.at(i) > permutation.at(i - 1))
                .count();
        assertThat(rising).isBetween(4_850L, 5_150L);
        double mean =
                LongStream.range(0, size / 2).map(permutation::at).average().orElse(0);
        assertThat(mean).isBetween(4_900.0, 5_100.0);
    }

    @Test
    void givesTheNumbersThatItGaveOnTheFirstDay() {
        Permutation permutation = new Permutation(2026, 1_000);
        assertThat(LongStream.range(0, 8).map(permutation::at))
                .containsExactly(355L, 37L, 258L, 740L, 118L, 129L, 574L, 180L);
    }

    @Test
    void refusesPlacesThatItDoesNotHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Permutation(1, 0));
        assertThatThrownBy(() -> new Permutation(1, 5).at(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Permutation(1, 5).at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
