package studio.athanor.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureIndexTest {

    private final SplittableRandom random = new SplittableRandom(11);
    private final MinHash hash = new MinHash();

    private int[] members(int size) {
        return random.ints(size).toArray();
    }

    private int[] changed(int[] members, int changes) {
        int[] copy = members.clone();
        for (int i = 0; i < changes; i++) {
            copy[i] = random.nextInt();
        }
        return copy;
    }

    private static double jaccard(int[] one, int[] other) {
        Set<Integer> left = new HashSet<>();
        Set<Integer> right = new HashSet<>();
        for (int member : one) {
            left.add(member);
        }
        for (int member : other) {
            right.add(member);
        }
        int all = left.size() + right.size();
        left.retainAll(right);
        return (double) left.size() / (all - left.size());
    }

    private static int equalPlaces(long[] one, long[] other) {
        int equal = 0;
        for (int i = 0; i < MinHash.WORDS; i++) {
            for (int shift = 0; shift < 64; shift += 16) {
                equal += ((one[i] ^ other[i]) >>> shift & 0xFFFF) == 0 ? 1 : 0;
            }
        }
        return equal;
    }

    @Test
    void countsEqualPlaces() {
        for (int i = 0; i < 10_000; i++) {
            long one = random.nextLong();
            long other = one;
            int equal = 0;
            for (int shift = 0; shift < 64; shift += 16) {
                long difference = random.nextBoolean() ? 1L << random.nextInt(16) : 0;
                other ^= difference << shift;
                equal += difference == 0 ? 1 : 0;
            }
            assertThat(MinHash.equalPlaces(one, other)).isEqualTo(equal);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 150", "150, 150", "1000, 20", "3, 400"})
    void estimatesTheJaccardIndexWithoutBias(int size, int pairs) {
        double error = 0;
        double squares = 0;
        for (int i = 0; i < pairs; i++) {
            int[] one = members(size);
            int[] other = changed(one, i % (size + 1));
            double estimate = equalPlaces(hash.signature(one), hash.signature(other)) / 128.0;
            double difference = estimate - jaccard(one, other);
            error += difference;
            squares += difference * difference;
        }
        assertThat(error / pairs).isCloseTo(0, within(0.02));
        assertThat(Math.sqrt(squares / pairs)).isLessThan(0.05);
    }

    @ParameterizedTest
    @CsvSource({"0.05", "0.3", "0.5", "0.7", "0.8", "0.9", "1.0"})
    void choosesBandsThatRarelyMissWhatIsAboveTheThreshold(double threshold) {
        Banding banding = Banding.of(threshold);

        assertThat(banding.bands() * banding.rows()).isEqualTo(MinHash.PERMUTATIONS);
        assertThat(banding.probability(Math.min(1, threshold + 0.05))).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.8"})
    void findsWhatALookAtEveryRowFinds(double threshold) {
        SignatureIndex index = new SignatureIndex(Banding.of(threshold));
        int least = (int) Math.ceil(threshold * 128);
        List<long[]> signatures = new ArrayList<>();
        List<int[]> sets = new ArrayList<>();
        int found = 0;
        int missed = 0;
        for (int i = 0; i < 10_000; i++) {
            int[] set = i < 100 || random.nextInt(3) > 0
                    ? members(100)
                    : changed(sets.get(random.nextInt(sets.size())), random.nextInt(40));
            long[] signature = hash.signature(set);
            if (i % 20 == 0) {
                int best = -1;
                int equal = least - 1;
                for (int row = 0; row < signatures.size(); row++) {
                    int places = equalPlaces(signatures.get(row), signature);
                    if (places > equal) {
                        best = row;
                        equal = places;
                    }
                }
                SignatureIndex.Match match = index.nearest(signature, least);
                if (best >= 0 && match.index() < 0) {
                    missed++;
                } else {
                    assertThat(match.index()).isEqualTo(best);
                    found += best >= 0 ? 1 : 0;
                }
            }
            index.add(signature);
            signatures.add(signature);
            sets.add(set);
        }
        assertThat(found).isGreaterThan(50);
        assertThat(missed).isLessThan(found / 20);
    }

    @Test
    void looksAtEveryRowWhereAllShareBands() {
        SignatureIndex index = new SignatureIndex(Banding.of(0.8));
        int[] common = members(60);
        List<long[]> signatures = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            int[] set = changed(common, 1 + i % 3);
            signatures.add(hash.signature(set));
            index.add(signatures.getLast());
        }
        assertThat(index.nearest(signatures.get(4321), 128).equal()).isEqualTo(128);
        assertThat(index.nearest(signatures.get(4321), 128).index()).isLessThanOrEqualTo(4321);
        assertThat(index.nearest(hash.signature(members(60)), 100).index()).isEqualTo(-1);
    }

    @Test
    void findsTheVectorOfTheGreatestCosine() {
        VectorIndex index = new VectorIndex(50);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            float[] vector = new float[50];
            for (int j = 0; j < 50; j++) {
                vector[j] = (float) random.nextDouble(-1, 1);
            }
            vectors.add(VectorIndex.normalised(vector));
            index.add(vectors.getLast());
        }
        for (int i = 0; i < 1000; i += 7) {
            VectorIndex.Match match = index.nearest(vectors.get(i), 0.9);
            assertThat(match.index()).isEqualTo(i);
            assertThat(match.cosine()).isCloseTo(1, within(1e-5f));
            float[] opposite = vectors.get(i).clone();
            for (int j = 0; j < 50; j++) {
                opposite[j] = -opposite[j];
            }
            assertThat(index.nearest(opposite, 0.9).index()).isEqualTo(-1);
        }
    }
}
