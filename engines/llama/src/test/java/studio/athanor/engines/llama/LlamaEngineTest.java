package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.text.StopReason;
import studio.athanor.engines.spi.text.TextEngine;

class LlamaEngineTest {

    private static TextEngine engine;

    @BeforeAll
    static void load() throws Exception {
        engine = StarterModel.open();
    }

    @AfterAll
    static void unload() {
        engine.close();
    }

    @Test
    void answersTheStarterQuestion() throws Exception {
        Answer answer = Answer.to(engine, StarterModel.greedy(StarterModel.ask("What is the capital of France?")));

        assertThat(answer.text()).isEqualTo("The capital of France is Paris.");
        assertThat(answer.done().reason()).isEqualTo(StopReason.END_OF_TURN);
    }
}
