package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.TextEngine;
import studio.athanor.engines.spi.text.TextRequest;

class ConcurrentRequestsTest {

    private static final List<String> QUESTIONS = List.of(
            "What is the capital of France?",
            "What is the capital of Spain?",
            "What is the capital of Italy?",
            "Who are you?",
            "Hello!",
            "What is two plus two?",
            "What color is the sky?",
            "Thank you!",
            "Can you help me?",
            "Good morning!");

    @Test
    void answersTogetherWhatItAnswersAlone() throws Exception {
        List<String> alone = new ArrayList<>();
        try (TextEngine one = StarterModel.open()) {
            for (String question : QUESTIONS) {
                alone.add(Answer.to(one, greedy(question)).text());
            }
        }
        try (TextEngine eight = StarterModel.open(LoadOptions.defaults().withParallelSequences(8))) {
            for (int round = 0; round < 3; round++) {
                assertThat(together(eight)).isEqualTo(alone);
            }
        }
    }

    @Test
    void computesASharedBeginningOnce() throws Exception {
        String system = "You are a helpful assistant that answers short questions about the capitals of the world.";
        List<Answer> answers = new ArrayList<>();
        try (TextEngine four = StarterModel.open(LoadOptions.defaults().withParallelSequences(4))) {
            for (String question : QUESTIONS.subList(0, 4)) {
                Answer answer = Answer.listening();
                var _ = four.generate(
                        StarterModel.greedy(Prompt.Conversation.of(List.of(
                                Message.of(Message.Role.SYSTEM, system), Message.of(Message.Role.USER, question)))),
                        answer);
                answers.add(answer);
            }
            int evaluated = 0;
            int total = 0;
            for (Answer answer : answers) {
                var usage = answer.await().done().usage();
                evaluated += usage.promptTokens() - usage.reusedTokens();
                total += usage.promptTokens();
            }

            assertThat(evaluated).isLessThan(total / 2);
        }
    }

    @Test
    void givesAWaitingRequestTheSequenceOfAnEndedOne() throws Exception {
        try (TextEngine two = StarterModel.open(LoadOptions.defaults().withParallelSequences(2))) {
            assertThat(together(two)).hasSize(QUESTIONS.size()).doesNotContain("");
        }
    }

    @Test
    void keepsTwoConversationsInMemory() throws Exception {
        try (TextEngine two = StarterModel.open(LoadOptions.defaults().withParallelSequences(2))) {
            Answer france = Answer.to(two, greedy(QUESTIONS.get(0)));
            Answer hello = Answer.to(two, greedy(QUESTIONS.get(4)));
            Answer franceAgain = Answer.to(two, secondTurn(QUESTIONS.get(0), france.text()));
            Answer helloAgain = Answer.to(two, secondTurn(QUESTIONS.get(4), hello.text()));

            assertThat(franceAgain.done().usage().reusedTokens()).isEqualTo(remembered(france));
            assertThat(helloAgain.done().usage().reusedTokens()).isEqualTo(remembered(hello));
        }
    }

    private static int remembered(Answer answer) {
        return answer.done().usage().promptTokens() + answer.done().usage().generatedTokens() - 1;
    }

    private static TextRequest secondTurn(String question, String answer) {
        return StarterModel.greedy(Prompt.Conversation.of(List.of(
                        Message.of(Message.Role.USER, question),
                        Message.of(Message.Role.ASSISTANT, answer),
                        Message.of(Message.Role.USER, "And now?"))))
                .withMaxTokens(4);
    }

    private static TextRequest greedy(String question) {
        return StarterModel.greedy(StarterModel.ask(question)).withMaxTokens(40);
    }

    private static List<String> together(TextEngine engine) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (String question : QUESTIONS) {
            Answer answer = Answer.listening();
            var _ = engine.generate(greedy(question), answer);
            answers.add(answer);
        }
        List<String> texts = new ArrayList<>();
        for (Answer answer : answers) {
            texts.add(answer.await().text());
        }
        return texts;
    }
}
