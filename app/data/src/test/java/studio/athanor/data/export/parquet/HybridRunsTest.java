package studio.athanor.data.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HybridRunsTest {

    @Test
    void givesBackAnyMixOfRunsAndSingles() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            int width = 1 + random.nextInt(20);
            int[] values = new int[random.nextInt(200)];
            int at = 0;
            while (at < values.length) {
                int run = random.nextBoolean() ? 1 + random.nextInt(4) : 1 + random.nextInt(40);
                int value = random.nextInt(1 << width);
                for (int i = 0; i < run && at < values.length; i++) {
                    values[at] = value;
                    at++;
                }
            }
            Bytes bytes = new Bytes();
            HybridRuns.write(bytes, values, values.length, width);
            assertThat(read(bytes, values.length, width)).isEqualTo(values);
        }
    }

    @Test
    void writesARunOnce() {
        Bytes bytes = new Bytes();
        HybridRuns.write(bytes, new int[100_000], 100_000, 1);
        assertThat(bytes.size()).isEqualTo(4);
    }

    @Test
    void writesOnlyWhatCounts() {
        int[] values = new int[64];
        Arrays.fill(values, 3);
        Bytes bytes = new Bytes();
        HybridRuns.write(bytes, values, 5, 2);
        assertThat(read(bytes, 5, 2)).containsExactly(3, 3, 3, 3, 3);
    }

    /** Reads by Encodings.md, one bit after another. */
    private static int[] read(Bytes bytes, int count, int width) {
        int[] values = new int[count];
        int at = 0;
        int filled = 0;
        while (filled < count) {
            long header = 0;
            int shift = 0;
            int octet;
            do {
                octet = bytes.array()[at++] & 0xFF;
                header |= (long) (octet & 0x7F) << shift;
                shift += 7;
            } while (octet >= 0x80);
            if ((header & 1) == 0) {
                int value = 0;
                for (int i = 0; i < (width + 7) / 8; i++) {
                    value |= (bytes.array()[at++] & 0xFF) << (8 * i);
                }
                for (long i = 0; i < header >> 1; i++) {
                    values[filled++] = value;
                }
            } else {
                long all = (header >> 1) * 8;
                for (long i = 0; i < all; i++) {
                    int value = 0;
                    for (int bit = 0; bit < width; bit++) {
                        int place = (int) (i * width + bit);
                        value |= ((bytes.array()[at + place / 8] >> (place % 8)) & 1) << bit;
                    }
                    if (filled < count) {
                        values[filled++] = value;
                    }
                }
                at += (int) (all * width / 8);
            }
        }
        assertThat(at).isEqualTo(bytes.size());
        return values;
    }
}
