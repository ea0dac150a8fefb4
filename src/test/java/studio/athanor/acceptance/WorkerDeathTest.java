package studio.athanor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.Studio;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.AnswerListener;
import studio.athanor.core.chat.AnswerSnapshot;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.chat.Turn;
import studio.athanor.engines.spi.Failure;
import studio.athanor.testkit.TestStudio;

/** The worker is killed with -9 in mid-answer, at random moments. */
final class WorkerDeathTest {

    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    @TempDir
    private Path home;

    @Test
    void losesAnAnswerButNeitherTheStudioNorWhatWasSaid() throws Exception {
        killWorkers(3);
    }

    @Test
    @Tag("slow")
    void survivesAHundredDeaths() throws Exception {
        List<Double> told = killWorkers(100);
        Collections.sort(told);
        System.out.printf(
                "100 workers killed in mid-answer: told after %.0f ms (median), %.0f ms (longest)%n",
                told.get(50), told.getLast());
        assertThat(told.getLast()).isLessThan(500);
    }

    /** Returns the milliseconds from each death to being told. */
    private List<Double> killWorkers(int rounds) throws Exception {
        List<Double> told = new ArrayList<>();
        while (told.size() < rounds) {
            // a worker is started again at most three times in five minutes, so a studio sees three deaths
            try (Studio studio = TestStudio.open(home);
                    Chats chats = studio.openChats()) {
                for (int death = 0; death < 3 && told.size() < rounds; death++) {
                    told.add(killOnce(chats));
                }
                Turn next = chats.service()
                        .start("Still there?", List.of(), settings(5))
                        .finished()
                        .get(60, TimeUnit.SECONDS);
                assertThat(next.state()).isEqualTo(Turn.State.COMPLETE);
            }
        }
        assertThat(told).hasSize(rounds);
        return told;
    }

    private static double killOnce(Chats chats) throws Exception {
        ActiveAnswer answer = chats.service().start("Talk to me", List.of(), settings(3000));
        awaitPieces(answer, 1 + RANDOM.nextInt(40));
        ProcessHandle worker = TestStudio.workers().getFirst();

        long killed = System.nanoTime();
        assertThat(worker.destroyForcibly()).isTrue();
        CountDownLatch ended = new CountDownLatch(1);
        var _ = answer.subscribe(new Ending(ended));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        double millis = (System.nanoTime() - killed) / 1e6;

        Turn turn = answer.finished().get(10, TimeUnit.SECONDS);
        assertThat(turn.state()).isEqualTo(Turn.State.FAILED);
        assertThat(turn.failure().map(Failure::kind)).isEqualTo(Optional.of(Failure.Kind.WORKER_DIED));
        Turn stored = chats.store().path(turn.conversation()).getLast();
        assertThat(stored.text()).isNotEmpty().isEqualTo(turn.text());
        return millis;
    }

    private static void awaitPieces(ActiveAnswer answer, int pieces) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(pieces);
        try (var _ = answer.subscribe(new Counting(latch))) {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static ChatSettings settings(int maxTokens) throws Exception {
        return ChatSettings.defaults().withMaxTokens(maxTokens).withModel(Optional.of(TestStudio.talkative()));
    }

    private record Counting(CountDownLatch pieces) implements AnswerListener {
        @Override
        public void started(AnswerSnapshot soFar) {}

        @Override
        public void text(String delta) {
            pieces.countDown();
        }

        @Override
        public void reasoning(String delta) {}

        @Override
        public void finished(Turn turn) {}
    }

    private record Ending(CountDownLatch ended) implements AnswerListener {
        @Override
        public void started(AnswerSnapshot soFar) {}

        @Override
        public void text(String delta) {}

        @Override
        public void reasoning(String delta) {}

        @Override
        public void finished(Turn turn) {
            ended.countDown();
        }
    }
}
