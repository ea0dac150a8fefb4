package studio.athanor.engines.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingPartsTest {

    @Test
    void keepsFewTextsTogether() {
        assertThat(EmbeddingParts.of(List.of("a", "b"), 1024)).containsExactly(List.of("a", "b"));
        assertThat(EmbeddingParts.of(List.of(), 1024)).isEmpty();
    }

    @Test
    void dividesWhatIsTooLongForAMessage() {
        String million = "x".repeat(1_000_000);

        assertThat(EmbeddingParts.of(Collections.nCopies(5, million), 8))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
        assertThat(EmbeddingParts.of(Collections.nCopies(3, million + million + million), 8))
                .hasSize(3);
        assertThat(EmbeddingParts.of(Collections.nCopies(5000, "a"), 1024))
                .extracting(List::size)
                .containsExactly(2048, 2048, 904);
    }
}
