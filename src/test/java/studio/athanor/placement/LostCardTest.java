package studio.athanor.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.athanor.core.chat.ActiveAnswer;
import studio.athanor.core.chat.AnswerListener;
import studio.athanor.core.chat.AnswerSnapshot;
import studio.athanor.core.chat.ChatSettings;
import studio.athanor.core.chat.Chats;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.Turn;
import studio.athanor.core.home.Installation;
import studio.athanor.core.home.StudioHome;
import studio.athanor.core.models.DeviceChoice;
import studio.athanor.core.models.ModelLoadSettings;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.models.ModelSession;
import studio.athanor.core.models.Models;
import studio.athanor.core.models.SessionState;
import studio.athanor.core.settings.Settings;
import studio.athanor.engines.gguf.GgufType;
import studio.athanor.engines.gguf.synth.RandomModel;
import studio.athanor.engines.spi.DevicePlan;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.LoadOptions;
import studio.athanor.engines.spi.job.Jobs;

/** A card is unplugged while the real engine writes an answer on it. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class LostCardTest {

    @TempDir
    private static Path folder;

    private static TestCards cards;
    private static Path model;

    /** Large enough to be put on a card unasked. */
    @BeforeAll
    static void makeCardsAndModel() throws Exception {
        cards = TestCards.orSkip(2, folder);
        model = folder.resolve("model.gguf");
        new RandomModel(new RandomModel.Shape(16, 512, 8, 4, 2048, 2048, 4096, GgufType.Q8_0), 3).write(model);
    }

    @AfterEach
    void plugIn() throws Exception {
        cards.plugIn();
    }

    @Test
    void tellsWhichCardWasLostKeepsTheAnswerAndPlansAnew() throws Exception {
        try (Desk desk = new Desk(new DeviceChoice.Automatic())) {
            ActiveAnswer answer = desk.beginAnswer();
            String before = desk.session()
                    .plan()
                    .orElseThrow()
                    .plan()
                    .shares()
                    .getFirst()
                    .deviceId();
            int card = Integer.parseInt(before.replace("Vulkan", ""));
            cards.unplug(card);

            Turn turn = answer.finished().get(60, TimeUnit.SECONDS);
            String name = "Test Card " + (char) ('A' + card) + " (" + before + ")";
            Failure failure = turn.failure().orElseThrow();
            assertThat(turn.state()).isEqualTo(Turn.State.FAILED);
            assertThat(failure.kind()).isEqualTo(Failure.Kind.DEVICE_LOST);
            assertThat(failure.message()).startsWith("The graphics device " + name + " does not answer any more");
            assertThat(failure.remedy()).contains("planned anew");
            assertThat(desk.stored(turn)).isNotEmpty().isEqualTo(turn.text());

            desk.await(SessionState.Failed.class::isInstance);
            Turn next = desk.ask(turn.conversation());

            assertThat(next.state()).isEqualTo(Turn.State.COMPLETE);
            assertThat(desk.session().plan().orElseThrow().plan().shares())
                    .as("one card is left, and it counts from 0")
                    .extracting(DevicePlan.Share::deviceId)
                    .containsExactly("Vulkan0");
            assertThat(desk.session().adjustments())
                    .singleElement()
                    .asString()
                    .startsWith("The graphics device " + name)
                    .endsWith("The model is on Test Card " + (card == 0 ? "B" : "A") + " now.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, Test Card B, 'The plan names a device that is not there: Vulkan1; found are '",
        "0, Test Card A, 'Vulkan0 was Test Card A, which is gone; now Test Card B is called so.'"
    })
    void putsNothingInThePlaceOfACardThatWasNamedByHand(int card, String name, String refusal) throws Exception {
        DevicePlan plan = new DevicePlan(List.of(new DevicePlan.Share("Vulkan" + card, 8)));
        try (Desk desk = new Desk(new DeviceChoice.Planned(plan))) {
            ActiveAnswer answer = desk.beginAnswer();
            cards.unplug(card);

            Turn turn = answer.finished().get(60, TimeUnit.SECONDS);
            assertThat(turn.failure().orElseThrow().message()).contains(name);
            desk.await(SessionState.Failed.class::isInstance);
            for (int i = 0; i < 2; i++) {
                Turn next = desk.ask(turn.conversation());
                assertThat(next.state()).isEqualTo(Turn.State.FAILED);
                assertThat(next.failure().orElseThrow().message()).contains(refusal);
            }

            cards.plugIn();
            assertThat(desk.ask(turn.conversation()).state()).isEqualTo(Turn.State.COMPLETE);
        }
    }

    @Test
    void usesACardAgainThatItsDriverHasReset() throws Exception {
        DevicePlan plan =
                new DevicePlan(List.of(new DevicePlan.Share("Vulkan0", 8), new DevicePlan.Share("Vulkan1", 9)));
        try (Desk desk = new Desk(new DeviceChoice.Planned(plan))) {
            ActiveAnswer answer = desk.beginAnswer();
            cards.unplug(1);
            Turn turn = answer.finished().get(60, TimeUnit.SECONDS);
            cards.plugIn();

            assertThat(turn.failure().orElseThrow().message()).contains("Test Card B (Vulkan1)");
            assertThat(desk.ask(turn.conversation()).state()).isEqualTo(Turn.State.COMPLETE);
            assertThat(desk.opener.tries()).as("the engine itself loads again").hasSize(1);
        }
    }

    /** A studio with the cards, one model, and conversations. */
    private static final class Desk implements AutoCloseable {

        private final TestOpener opener;
        private final Settings settings;
        private final Models models;
        private final Chats chats;
        private final ModelRef ref;

        Desk(DeviceChoice devices) throws Exception {
            StudioHome home = StudioHome.open(Files.createTempDirectory(folder, "home"));
            opener = cards.opener(home.run());
            settings = Settings.open(home.settingsFile());
            models = Models.open(Installation.locate(System.getProperties()), home, settings, new Jobs(), opener);
            chats = Chats.open(home, models, InstantSource.system());
            ref = models.library().open(model).ref();
            LoadOptions options = LoadOptions.defaults()
                    .withContextTokens(1024)
                    .withMicroBatchTokens(64)
                    .withThreads(1);
            models.sessions().remember(ref, new ModelLoadSettings(options, devices));
        }

        /** Asks, and waits for the first piece of the answer. */
        ActiveAnswer beginAnswer() throws Exception {
            ActiveAnswer answer = chats.service().start("Talk to me", List.of(), settings(900));
            CountDownLatch written = new CountDownLatch(1);
            try (var _ = answer.subscribe(new FirstPiece(written))) {
                assertThat(written.await(120, TimeUnit.SECONDS)).isTrue();
            }
            return answer;
        }

        Turn ask(ConversationId conversation) throws Exception {
            return chats.service()
                    .send(conversation, "Still there?", List.of(), settings(3))
                    .finished()
                    .get(120, TimeUnit.SECONDS);
        }

        String stored(Turn turn) throws Exception {
            return chats.store().path(turn.conversation()).getLast().text();
        }

        ModelSession session() {
            return models.sessions().session(ref).orElseThrow();
        }

        void await(Predicate<SessionState> wanted) throws Exception {
            CompletableFuture<SessionState> reached = new CompletableFuture<>();
            try (var _ = session().observe(state -> {
                if (wanted.test(state)) {
                    reached.complete(state);
                }
            })) {
                assertThat(reached.get(60, TimeUnit.SECONDS)).isNotNull();
            }
        }

        private ChatSettings settings(int maxTokens) {
            return ChatSettings.defaults().withMaxTokens(maxTokens).withModel(Optional.of(ref));
        }

        @Override
        public void close() {
            chats.close();
            models.close();
            settings.close();
        }
    }

    private record FirstPiece(CountDownLatch written) implements AnswerListener {
        @Override
        public void started(AnswerSnapshot soFar) {
            if (!soFar.text().isEmpty()) {
                written.countDown();
            }
        }

        @Override
        public void text(String delta) {
            written.countDown();
        }

        @Override
        public void reasoning(String delta) {}

        @Override
        public void finished(Turn turn) {}
    }
}
