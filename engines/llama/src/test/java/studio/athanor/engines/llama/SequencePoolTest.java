package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.LoadOptions;

class SequencePoolTest {

    private NativeModel model;
    private SequencePool pool;

    @BeforeEach
    void load() throws Exception {
        model = StarterModel.load(LoadOptions.defaults().withParallelSequences(2));
        pool = new SequencePool(model);
    }

    @AfterEach
    void unload() {
        model.close();
    }

    @Test
    void letsOneSequenceWaitForAnothersBeginning() {
        Sequence first = start(prompt(40, 1));
        Sequence second = start(prompt(40, 2));

        assertThat(pool.awaitsDonor(first)).isFalse();
        assertThat(pool.awaitsDonor(second)).isTrue();
    }

    @Test
    void neverLetsTwoSequencesWaitForEachOther() {
        Sequence first = start(prompt(40, 1));
        Sequence second = start(prompt(40, 2));
        pool.release(first);

        Sequence third = start(prompt(40, 3));

        assertThat(third).isSameAs(first);
        assertThat(pool.awaitsDonor(second)).isFalse();
        assertThat(pool.awaitsDonor(third)).isTrue();
    }

    @Test
    void takesOverABeginningBeforeItsSequenceIsGivenAway() {
        Sequence first = start(prompt(40, 1));
        Sequence second = start(join(prompt(40, 2), 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19));
        first.evaluated = first.tokens.size(); // as if it were computed
        pool.release(first);

        Sequence third = start(join(prompt(40, 2), 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20));

        assertThat(third).isSameAs(first);
        assertThat(pool.awaitsDonor(second)).isFalse();
        assertThat(second.evaluated).isEqualTo(40);
        assertThat(pool.awaitsDonor(third)).isTrue();
    }

    /** Begins to read a prompt, as the scheduler does. */
    private Sequence start(int[] prompt) {
        Sequence sequence = pool.assign(prompt);
        sequence.generation = new Generation(event -> {}, cancelled -> {});
        return sequence;
    }

    /** The same beginning for all, and a last token of its own. */
    private static int[] prompt(int shared, int last) {
        return join(IntStream.range(100, 100 + shared).toArray(), last);
    }

    private static int[] join(int[] beginning, int... rest) {
        int[] all = Arrays.copyOf(beginning, beginning.length + rest.length);
        System.arraycopy(rest, 0, all, beginning.length, rest.length);
        return all;
    }
}
