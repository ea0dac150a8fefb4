package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeightsTest {

    @Test
    void sumsAndFindsAsAPlainLoopDoes() {
        Random random = new Random(3);
        double[] values = random.doubles(1_000, 1, 300).toArray();
        Heights heights = new Heights();
        heights.reset(values);
        for (int round = 0; round < 500; round++) {
            int index = random.nextInt(values.length);
            values[index] = random.nextInt(500) + 1;
            heights.set(index, values[index]);
            int probe = random.nextInt(values.length);
            double sum = 0;
            for (int i = 0; i < probe; i++) {
                sum += values[i];
            }
            assertThat(heights.before(probe)).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-6));
            assertThat(heights.at(sum + values[probe] / 2)).isEqualTo(probe);
        }
    }

    @Test
    void findsTheLastItemBehindTheEnd() {
        Heights heights = new Heights();
        heights.reset(new double[] {10, 20});
        assertThat(heights.at(1_000)).isEqualTo(1);
        assertThat(heights.total()).isEqualTo(30);
    }
}
