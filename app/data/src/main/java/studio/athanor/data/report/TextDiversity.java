package studio.athanor.data.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import studio.athanor.data.text.Words;

/** Computes {@link Diversity}. */
final class TextDiversity {

    private static final int MOST_COMPARED = 300;

    private TextDiversity() {}

    /**
     * Measures texts.
     *
     * @param texts in an order that says nothing: the first of them are compared with each other
     */
    static Diversity of(List<String> texts) {
        List<long[]> words = texts.stream().map(Words::hashes).toList();
        List<long[]> pairs =
                words.stream().limit(MOST_COMPARED).map(TextDiversity::set).toList();
        double[] similarities = similarities(pairs);
        return new Diversity(
                texts.size(),
                distinct(words, 1),
                distinct(words, 2),
                distinct(words, 3),
                compressionRatio(texts),
                similarities[0],
                similarities[1]);
    }

    /** Returns different n-grams by all n-grams, 0 if there are none. */
    static double distinct(List<long[]> texts, int n) {
        LongSet different = new LongSet();
        long all = 0;
        for (long[] words : texts) {
            for (long gram : Words.grams(words, n)) {
                different.add(gram);
                all++;
            }
        }
        return all == 0 ? 0 : (double) different.size() / all;
    }

    private static double compressionRatio(List<String> texts) {
        byte[] bytes = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return 1;
        }
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] room = new byte[1 << 16];
            while (!deflater.finished()) {
                deflater.deflate(room);
            }
            return (double) bytes.length / deflater.getBytesWritten();
        } finally {
            deflater.end();
        }
    }

    /** Returns the mean over all pairs, and the mean over all texts of the greatest. */
    private static double[] similarities(List<long[]> sets) {
        int count = sets.size();
        if (count < 2) {
            return new double[2];
        }
        double[] greatest = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                double jaccard = jaccard(sets.get(i), sets.get(j));
                sum += jaccard;
                greatest[i] = Math.max(greatest[i], jaccard);
                greatest[j] = Math.max(greatest[j], jaccard);
            }
        }
        return new double[] {
            sum / (count * (count - 1) / 2.0), Arrays.stream(greatest).average().orElse(0)
        };
    }

    private static long[] set(long[] words) {
        return Arrays.stream(Words.grams(words, 2)).sorted().distinct().toArray();
    }

    /** Returns the share that two sorted sets have in common; two empty ones have nothing to compare: 0. */
    static double jaccard(long[] one, long[] other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            if (one[i] == other[j]) {
                common++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = one.length + other.length - common;
        return all == 0 ? 0 : (double) common / all;
    }
}
