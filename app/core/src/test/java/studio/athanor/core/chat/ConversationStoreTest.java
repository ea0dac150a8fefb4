package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.core.testkit.TestStudio.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.core.StudioException;
import studio.athanor.core.models.ModelRef;
import studio.athanor.core.testkit.FakeClock;
import studio.athanor.core.testkit.FakeOpener;
import studio.athanor.core.testkit.FakeRequest;
import studio.athanor.core.testkit.TestStudio;
import studio.athanor.engines.spi.text.Sampling;
import studio.athanor.engines.spi.text.TextRequest;

@Timeout(120)
class ConversationStoreTest {

    private final FakeClock clock = new FakeClock();

    @TempDir
    private Path folder;

    private TestStudio studio;
    private ConversationStore store;

    @BeforeEach
    void open() throws StudioException {
        studio = new TestStudio(folder, FakeOpener.answering(ConversationStoreTest::echo), clock);
        store = studio.chats().store();
    }

    private static void echo(FakeRequest request) {
        request.text("Echo: " + request.messages().getLast().content()).done();
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private ConversationId talk(String text) throws StudioException {
        ActiveAnswer answer = studio.chats().service().start(text, List.of(), ChatSettings.defaults());
        await(answer.finished());
        return answer.conversation();
    }

    private void say(ConversationId conversation, String text) throws StudioException {
        await(studio.chats()
                .service()
                .send(conversation, text, List.of(), ChatSettings.defaults())
                .finished());
    }

    @Test
    void listsTheLastSpokenInFirstEvenIfTheClockGoesBack() throws StudioException {
        ConversationId first = talk("first");
        clock.advance(Duration.ofDays(-3));
        ConversationId second = talk("second");
        clock.advance(Duration.ofDays(-3));
        say(first, "again");

        assertThat(store.list(0, 10)).extracting(ConversationSummary::id).containsExactly(first, second);
        assertThat(store.list(1, 10)).extracting(ConversationSummary::id).containsExactly(second);
        assertThat(store.count()).isEqualTo(2);
        assertThat(store.list(0, 1).getFirst().snippet()).isEqualTo("Echo: again");
    }

    @Test
    void keepsTitlesSettingsAndDrafts() throws StudioException {
        ChatSettings settings = new ChatSettings(
                "You are terse.",
                Sampling.builder()
                        .temperature(0.3f)
                        .seed(-7)
                        .logitBias(Map.of("12", -1.5f))
                        .build(),
                99,
                List.of("END"),
                Optional.of("{\"type\":\"object\"}"),
                TextRequest.Overflow.SHIFT,
                Map.of("enable_thinking", "false"),
                Optional.of(new ModelRef("home:a/b.gguf")));
        Conversation made = await(store.create(settings));
        await(store.rename(made.id(), "  My \n title "));
        await(store.saveDraft(made.id(), "unsent"));

        Conversation found = store.find(made.id()).orElseThrow();
        assertThat(found.settings()).isEqualTo(settings);
        assertThat(found.title()).isEqualTo("My title");
        assertThat(found.draft()).isEqualTo("unsent");
    }

    @Test
    void goesBackToTheFirstMessagesTitleWhenAnEmptyOneIsGiven() throws StudioException {
        ConversationId id = talk("# Plan a trip to Norway. With children.");
        assertThat(store.find(id).orElseThrow().title()).isEqualTo("Plan a trip to Norway.");
        await(store.rename(id, "Norway"));
        assertThat(store.search("norway", 5).getFirst().conversation().title()).isEqualTo("Norway");
        await(store.rename(id, ""));
        assertThat(store.find(id).orElseThrow().title()).isEqualTo("Plan a trip to Norway.");
    }

    @Test
    void keepsTheFilesOfADraftUntilItIsSentOrDeleted() throws StudioException {
        List<Attachment> files = List.of(new Attachment("b.txt", "two"), new Attachment("a.txt", "one"));
        ConversationId id = talk("first");
        await(store.saveDraftFiles(Optional.of(id), files));
        await(store.saveDraftFiles(Optional.empty(), List.of(new Attachment("new.txt", "new"))));
        assertThat(store.draftFiles(Optional.of(id))).isEqualTo(files);
        assertThat(store.draftFiles(Optional.empty()))
                .extracting(Attachment::name)
                .containsExactly("new.txt");

        say(id, "sent");
        assertThat(store.draftFiles(Optional.of(id))).isEmpty();
        await(store.saveDraftFiles(Optional.of(id), files));
        await(store.trash(id));
        await(store.delete(id));
        assertThat(store.draftFiles(Optional.empty())).hasSize(1);
        assertThatThrownBy(() -> await(store.saveDraftFiles(Optional.of(id), files)))
                .isInstanceOf(StudioException.NotFound.class);
    }

    @Test
    void listsPinnedConversationsFirst() throws StudioException {
        ConversationId first = talk("first");
        ConversationId second = talk("second");
        ConversationId third = talk("third");
        await(store.pin(first, true));
        assertThat(store.list(0, 10)).extracting(ConversationSummary::id).containsExactly(first, third, second);
        assertThat(store.list(0, 10)).extracting(ConversationSummary::pinned).containsExactly(true, false, false);
        assertThat(store.search("first", 5).getFirst().conversation().pinned()).isTrue();
        await(store.pin(first, false));
        assertThat(store.list(0, 10)).extracting(ConversationSummary::id).containsExactly(third, second, first);
        assertThatThrownBy(() -> await(store.pin(new ConversationId("none"), true)))
                .isInstanceOf(StudioException.NotFound.class);
    }

    @Test
    void keepsTheTrashForThirtyDays() throws StudioException {
        ConversationId gone = talk("gone");
        ConversationId kept = talk("kept");
        await(store.trash(gone));
        await(store.trash(kept));
        assertThat(store.list(0, 10)).isEmpty();
        assertThat(store.listTrash()).hasSize(2);
        assertThat(store.search("gone", 5)).isEmpty();
        await(store.restore(kept));
        assertThat(store.list(0, 10)).extracting(ConversationSummary::id).containsExactly(kept);

        clock.advance(Duration.ofDays(29));
        reopen();
        assertThat(store.find(gone)).isPresent();
        clock.advance(Duration.ofDays(2));
        reopen();
        assertThat(store.find(gone)).isEmpty();
        assertThat(store.search("gone", 5)).isEmpty();
        assertThat(store.path(kept)).hasSize(2);
    }

    private void reopen() throws StudioException {
        studio.close();
        open();
    }

    @Test
    void deletesOnlyFromTheTrash() throws StudioException {
        ConversationId id = talk("delete me");
        assertThatThrownBy(() -> await(store.delete(id))).isInstanceOf(StudioException.NotFound.class);
        await(store.trash(id));
        await(store.delete(id));
        assertThat(store.find(id)).isEmpty();
        assertThat(store.path(id)).isEmpty();
    }

    @Test
    void refusesChangesOfWhatIsNotThere() {
        ConversationId nothing = new ConversationId("nothing");
        assertThatThrownBy(() -> await(store.rename(nothing, "x"))).isInstanceOf(StudioException.NotFound.class);
        assertThatThrownBy(() -> await(store.trash(nothing))).isInstanceOf(StudioException.NotFound.class);
        assertThatThrownBy(() -> await(store.saveDraft(nothing, "x"))).isInstanceOf(StudioException.NotFound.class);
        assertThatThrownBy(() -> await(store.select(new TurnId("none")))).isInstanceOf(StudioException.NotFound.class);
    }

    @Test
    void findsWordsInTitlesAndTurnsWhileTheyAreTyped() throws StudioException {
        ConversationId rome = talk("Tell me about the aqueducts of Rome");
        ConversationId cooking = talk("How long do I cook rice?");
        say(cooking, "And the aqueduct of Segovia, was it Roman, or Römisch?");

        assertThat(store.search("aqued", 10))
                .extracting(hit -> hit.conversation().id())
                .containsExactlyInAnyOrder(rome, cooking);
        assertThat(store.search("aqued ", 10)).isEmpty();
        SearchHit hit = store.search("segovia aqueduct", 10).getFirst();
        assertThat(hit.conversation().id()).isEqualTo(cooking);
        assertThat(hit.turn()).isPresent();
        assertThat(hit.matches())
                .extracting(range -> hit.excerpt().substring(range.start(), range.end()))
                .contains("aqueduct", "Segovia");
        assertThat(store.search("romisch", 10)).hasSize(1);
        assertThat(store.search("nowhere", 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"", "\"*", "*", "NEAR(", "a AND", "OR OR", "-x", "(", ")", "col:", "text:a", "^a", "{a}", "'", "''",
                "\\", "🙂", "a\0b", "%", "_", " ", "\uD800", "NOT"
            })
    void takesAnyTextAsWords(String text) throws StudioException {
        var _ = talk("plain words");
        assertThat(store.search(text, 10)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void findsTextsThatHaveNoSpaces() throws StudioException {
        ConversationId id = talk("日本の首都は東京です 🙂");
        assertThat(store.search("東京", 10))
                .extracting(hit -> hit.conversation().id())
                .containsExactly(id);
        assertThat(store.search("🙂", 10)).hasSize(1);
    }

    @Test
    void tellsObserversAfterTheCommit() throws StudioException {
        List<ConversationChange> changes = new CopyOnWriteArrayList<>();
        var _ = store.observe(changes::add);
        Conversation made = await(store.create(ChatSettings.defaults()));
        await(store.trash(made.id()));
        assertThat(changes)
                .containsExactly(new ConversationChange.Changed(made.id()), new ConversationChange.Removed(made.id()));
    }

    @Test
    void reportsThatChangesReachTheDisk() {
        assertThat(store.health()).isInstanceOf(StoreHealth.Saving.class);
    }
}
