package studio.athanor.data.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void knowsStudentsQuantiles() {
        assertThat(Intervals.student(1)).isCloseTo(12.7062, within(0.001));
        assertThat(Intervals.student(2)).isCloseTo(4.3027, within(0.001));
        assertThat(Intervals.student(3)).isCloseTo(3.1824, within(0.007));
        assertThat(Intervals.student(5)).isCloseTo(2.5706, within(0.001));
        assertThat(Intervals.student(10)).isCloseTo(2.2281, within(0.0002));
        assertThat(Intervals.student(1e9)).isCloseTo(1.96, within(0.0001));
    }

    @Test
    void knowsWilsonsInterval() {
        Interval interval = Intervals.wilson(8, 10);
        assertThat(interval.low()).isCloseTo(0.4902, within(0.0005));
        assertThat(interval.high()).isCloseTo(0.9433, within(0.0005));
        assertThat(Intervals.wilson(0, 0)).isEqualTo(new Interval(0, 1));
        assertThat(Intervals.wilson(0, 50).low()).isZero();
        assertThat(Intervals.wilson(50, 50).high()).isCloseTo(1, within(1e-12));
    }

    @Test
    void comparesMeansAsWelchDoes() {
        MeanCounter first = new MeanCounter();
        MeanCounter last = new MeanCounter();
        for (double value :
                new double[] {27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4
                }) {
            first.add(value);
        }
        for (double value :
                new double[] {27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.2
                }) {
            last.add(value);
        }
        Interval difference = Intervals.welch(first.mean(), last.mean());
        assertThat((difference.low() + difference.high()) / 2).isCloseTo(2.82, within(0.01));
        assertThat(difference.low()).isPositive();
        MeanCounter same = new MeanCounter();
        same.add(2);
        same.add(2);
        assertThat(Intervals.welch(same.mean(), same.mean())).isEqualTo(new Interval(0, 0));
    }

    @Test
    void describesLengths() {
        LengthCounter lengths = new LengthCounter();
        IntStream.rangeClosed(1, 1_000).forEach(lengths::add);
        Distribution distribution = lengths.distribution();
        assertThat(distribution.mean()).isCloseTo(500.5, within(1e-9));
        assertThat(distribution.p5()).isEqualTo(50);
        assertThat(distribution.median()).isEqualTo(500);
        assertThat(distribution.p95()).isEqualTo(950);
        assertThat(distribution.bins().stream()
                        .mapToLong(Distribution.Bin::count)
                        .sum())
                .isEqualTo(1_000);
        lengths.add(5_000_000);
        assertThat(lengths.distribution().max()).isEqualTo(5_000_000);
        assertThat(lengths.distribution().bins().getLast().count()).isPositive();
        assertThat(new LengthCounter().distribution().bins()).isEmpty();
    }

    @Test
    void keepsEveryHashOnce() {
        LongSet set = new LongSet();
        Set<Long> judge = new HashSet<>();
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            long value = random.nextLong(30_000) - 5;
            assertThat(set.add(value)).isEqualTo(judge.add(value));
        }
        assertThat(set.size()).isEqualTo(judge.size());
        assertThat(set.contains(0)).isEqualTo(judge.contains(0L));
        assertThat(set.contains(-1_000)).isFalse();
    }

    @Test
    void samplesTheSameWhateverTheOrder() throws Exception {
        Sample<Long> up = new Sample<>(100, 9);
        Sample<Long> down = new Sample<>(100, 9);
        for (long row = 0; row < 5_000; row++) {
            long number = row;
            up.offer(row, () -> number);
            down.offer(4_999 - row, () -> 4_999 - number);
        }
        assertThat(up.inOrder()).hasSize(100).isEqualTo(down.inOrder());
        double mean =
                up.inOrder().stream().mapToLong(Sample.Taken::row).average().orElse(0);
        assertThat(mean).isBetween(2_000.0, 3_000.0);
    }

    @Test
    void measuresHowDifferentTextsAre() {
        Diversity same = TextDiversity.of(List.of("the red fox ran away", "the red fox ran away"));
        assertThat(same.distinct1()).isEqualTo(0.5);
        assertThat(same.distinct3()).isEqualTo(0.5);
        assertThat(same.similarity()).isEqualTo(1);
        Diversity different = TextDiversity.of(List.of("a b c", "d e f", "g h i"));
        assertThat(different.distinct2()).isEqualTo(1);
        assertThat(different.nearest()).isZero();
        Diversity half = TextDiversity.of(List.of("a b c", "a b d"));
        assertThat(half.similarity()).isCloseTo(1.0 / 3, within(1e-12));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add("The same words again and again.");
        }
        assertThat(TextDiversity.of(many).compressionRatio()).isGreaterThan(50);
        assertThat(TextDiversity.of(List.of()).compressionRatio()).isEqualTo(1);
    }

    @Test
    void countsEffectivelyDifferentVectors() {
        assertThat(VendiScore.of(vectors("[1,0]", "[1,0]", "[2,0]"))).isCloseTo(1, within(1e-6));
        assertThat(VendiScore.of(vectors("[1,0,0]", "[0,1,0]", "[0,0,3]"))).isCloseTo(3, within(1e-6));
        assertThat(VendiScore.of(vectors("[1,0]", "[0,1]", "[1,0]", "[0,1]"))).isCloseTo(2, within(1e-6));
        Random random = new Random(2);
        List<double[]> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder vector = new StringBuilder("[");
            for (int j = 0; j < 16; j++) {
                vector.append(j == 0 ? "" : ",").append(random.nextGaussian());
            }
            many.add(VendiScore.unit(JsonParser.parseString(vector + "]")));
        }
        assertThat(VendiScore.of(many)).isBetween(14.0, 16.0);
        assertThat(VendiScore.unit(JsonParser.parseString("[0,0]"))).isEmpty();
        assertThat(VendiScore.unit(JsonParser.parseString("[\"a\"]"))).isEmpty();
    }

    private static List<double[]> vectors(String... json) {
        return List.of(json).stream()
                .map(JsonParser::parseString)
                .map(VendiScore::unit)
                .toList();
    }
}
