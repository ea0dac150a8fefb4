package studio.athanor.data.sample.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChanceTest {

    @Test
    void isSplitMixAsTheJdkHasIt() {
        for (long seed : new long[] {0, 1, -1, 42, Long.MIN_VALUE}) {
            Chance chance = new Chance(seed);
            SplittableRandom reference = new SplittableRandom(seed);
            assertThat(LongStream.generate(chance::bits).limit(100))
                    .containsExactly(LongStream.generate(reference::nextLong)
                            .limit(100)
                            .boxed()
                            .toArray(Long[]::new));
        }
    }

    @Test
    void givesTheBitsThatItGaveOnTheFirstDay() {
        Chance chance = new Chance(1234567);
        assertThat(new long[] {chance.bits(), chance.bits(), chance.bits(), chance.bits()})
                .containsExactly(
                        6457827717110365317L, 3203168211198807973L, -8629252141511181193L, 4593380528125082431L);
    }

    @Test
    void unitIsSpreadEvenlyBelowOne() {
        Chance chance = new Chance(1);
        double[] drawn = DoubleStream.generate(chance::unit).limit(100_000).toArray();
        assertThat(Arrays.stream(drawn)).allMatch(each -> each >= 0 && each < 1);
        assertThat(Fit.distance(drawn, x -> x)).isLessThan(1.95);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 10, 64, 1000})
    void belowGivesEachNumberEquallyOften(long bound) {
        Chance chance = new Chance(bound);
        long[] counts = new long[(int) bound];
        for (int i = 0; i < 200_000; i++) {
            counts[(int) chance.below(bound)]++;
        }
        if (bound > 1) {
            assertThat(Fit.chiSquare(counts)).isLessThan(4);
        }
        assertThat(Arrays.stream(counts)).allMatch(each -> each > 0);
    }

    @Test
    void belowTakesBoundsBeyondTheLongestLong() {
        Chance chance = new Chance(5);
        long bound = Long.MIN_VALUE + 2; // 2^63 + 2, unsigned
        long upper = 0;
        for (int i = 0; i < 10_000; i++) {
            long drawn = chance.below(bound);
            assertThat(Long.compareUnsigned(drawn, bound)).isNegative();
            upper += Long.compareUnsigned(drawn, 1L << 62) >= 0 ? 1 : 0;
        }
        assertThat(upper).isBetween(4_800L, 5_200L);
        assertThat(new Chance(9).below(0)).isEqualTo(new Chance(9).bits());
    }

    @Test
    void gaussianIsNormal() {
        Chance chance = new Chance(3);
        double[] drawn = DoubleStream.generate(chance::gaussian).limit(5_000).toArray();
        assertThat(Fit.distance(drawn, Fit::normal)).isLessThan(1.95);
    }

    @Test
    void cellsHaveTheirOwnNumbers() {
        assertThat(LongStream.of(
                                Chance.of("hash", "a", 0, 0).bits(),
                                Chance.of("hash", "b", 0, 0).bits(),
                                Chance.of("hash", "a", 1, 0).bits(),
                                Chance.of("hash", "a", 0, 1).bits(),
                                Chance.of("other", "a", 0, 0).bits())
                        .distinct())
                .hasSize(5);
    }
}
