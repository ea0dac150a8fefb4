package studio.athanor.engines.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.text.TextEvent;
import studio.athanor.engines.spi.text.TextRequest;

/** What the scheduler does about faults of the program and about cancellations, on the real model. */
class SchedulerTest {

    private final Arena arena = Arena.ofShared();
    private NativeModel model;
    private Scheduler scheduler;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        model = StarterModel.load(LoadOptions.defaults().withParallelSequences(2));
        scheduler = new Scheduler(model, StarterModel.runtime().log(), new AbortFlag(), arena);
        thread = Thread.ofPlatform().start(scheduler);
    }

    @AfterEach
    void stop() throws Exception {
        scheduler.close();
        thread.join();
        model.close();
        arena.close();
    }

    @Test
    void failsOnlyTheRequestWhoseAnswerCannotBeRead() throws Exception {
        Answer broken = Answer.listening();
        Answer sound = Answer.listening();

        submit(broken, prompt(), new UnreadableAnswer());
        submit(sound, prompt(), AnswerText.plain());

        Failure failure = broken.await().failed().failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.COMPUTATION_FAILED);
        assertThat(failure.message()).contains("StackOverflowError");
        assertThat(failure.details())
                .hasValueSatisfying(details -> assertThat(details).contains(UnreadableAnswer.class.getName()));
        assertThat(sound.await().last()).isInstanceOf(TextEvent.Done.class);
    }

    @Test
    void endsAnAnswerWhoseEndCannotBeRead() throws Exception {
        Answer broken = Answer.listening();
        Answer next = Answer.listening();

        submit(broken, prompt(), new UnreadableEnd());

        assertThat(broken.await().failed().failure().message()).contains("the end of the answer");
        submit(next, prompt(), AnswerText.plain());
        assertThat(next.await().last()).isInstanceOf(TextEvent.Done.class);
    }

    @Test
    void failsEveryRequestOnceItCannotGoOn() throws Exception {
        Answer running = Answer.listening();
        Answer waiting = Answer.listening();
        Answer later = Answer.listening();

        submit(running, prompt(), AnswerText.plain());
        submit(waiting, new int[0], AnswerText.plain()); // refused before it gets here, and nothing here expects it
        thread.join();
        submit(later, prompt(), AnswerText.plain());

        for (Answer answer : List.of(waiting, later)) {
            assertThat(answer.await().failed().failure().kind()).isEqualTo(Failure.Kind.COMPUTATION_FAILED);
        }
        assertThat(running.await().last()).isNotInstanceOf(TextEvent.Cancelled.class);
    }

    @Test
    void stopsAComputationOnlyForARequestThatTakesPartInIt() throws Exception {
        AbortFlag abort = new AbortFlag();
        Scheduler notRunning = new Scheduler(model, StarterModel.runtime().log(), abort, arena);
        Generation waiting = generation(notRunning, Answer.listening(), prompt(), AnswerText.plain());
        Generation computing = generation(notRunning, Answer.listening(), prompt(), AnswerText.plain());
        Generation ended = generation(notRunning, Answer.listening(), prompt(), AnswerText.plain());
        computing.admitted(prompt().length, 0);
        ended.admitted(prompt().length, 0);
        ended.endCancelled();

        waiting.cancel();
        ended.cancel();
        assertThat(abort.raised()).isFalse();

        computing.cancel();
        assertThat(abort.raised()).isTrue();

        waiting.endCancelled();
        computing.endCancelled();
    }

    private int[] prompt() {
        return model.tokenizer().split("The capital of France", false);
    }

    private void submit(Answer listener, int[] prompt, AnswerText text) {
        scheduler.submit(generation(scheduler, listener, prompt, text));
    }

    private Generation generation(Scheduler owner, Answer listener, int[] prompt, AnswerText text) {
        TextRequest request =
                StarterModel.greedy(StarterModel.ask("What is the capital?")).withMaxTokens(8);
        TokenChooser chooser = new TokenChooser(
                model.libllama(), model.tokenizer(), request.sampling(), 1, model.contextTokens(), null);
        Generation generation = new Generation(listener, owner::cancelled);
        generation.prepared(new PreparedRequest(request, prompt, 0, chooser, text, true, 1));
        return generation;
    }

    /** Fails on the first piece of text. */
    private static final class UnreadableAnswer implements AnswerText {

        @Override
        public List<TextEvent> append(String text) {
            throw new StackOverflowError();
        }

        @Override
        public List<TextEvent> finish() {
            return List.of();
        }

        @Override
        public boolean callsTools() {
            return false;
        }
    }

    /** Fails when the answer is finished. */
    private static final class UnreadableEnd implements AnswerText {

        @Override
        public List<TextEvent> append(String text) {
            return List.of();
        }

        @Override
        public List<TextEvent> finish() {
            throw new IllegalStateException("the end of the answer");
        }

        @Override
        public boolean callsTools() {
            return false;
        }
    }
}
