package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.Capability;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.text.TextEngine;

class EmbeddingsTest {

    @Test
    void embedsEachTextTheSameAloneAndTogether() throws Exception {
        List<String> texts = List.of("Paris is in France.", "Hello!", "Madrid is in Spain.", "One two three four.");
        LoadOptions options = LoadOptions.defaults().forEmbeddings();
        try (TextEngine one = StarterModel.open(options);
                TextEngine three = StarterModel.open(options.withParallelSequences(3))) {
            List<float[]> together = three.embed(texts);

            assertThat(one.model().capabilities()).containsExactly(Capability.EMBED);
            for (int i = 0; i < texts.size(); i++) {
                float[] alone = one.embed(List.of(texts.get(i))).getFirst();
                assertThat(alone).hasSize(one.model().embeddingSize().orElseThrow());
                assertThat(product(alone, alone)).isCloseTo(1, within(1e-4));
                assertThat(product(alone, together.get(i))).isCloseTo(1, within(1e-3));
            }
            assertThat(product(together.get(0), together.get(2)))
                    .isGreaterThan(product(together.get(0), together.get(1)));
        }
    }

    @Test
    void refusesTextsThatDoNotFitAndChat() throws Exception {
        try (TextEngine engine = StarterModel.open(LoadOptions.defaults().forEmbeddings())) {
            assertThatThrownBy(() -> engine.embed(List.of("word ".repeat(400))))
                    .isInstanceOf(EngineException.ContextFull.class);
            assertThat(Answer.to(engine, StarterModel.greedy(StarterModel.ask("Hello!")))
                            .failed()
                            .failure()
                            .message())
                    .contains("to embed");
        }
        try (TextEngine chat = StarterModel.open()) {
            assertThatThrownBy(() -> chat.embed(List.of("Hello!"))).isInstanceOf(EngineException.Unsupported.class);
        }
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
