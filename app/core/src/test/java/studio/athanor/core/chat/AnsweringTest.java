package studio.athanor.core.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.athanor.core.testkit.TestStudio.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.athanor.core.StudioException;
import studio.athanor.core.testkit.FakeEngine;
import studio.athanor.core.testkit.FakeOpener;
import studio.athanor.core.testkit.FakeRequest;
import studio.athanor.core.testkit.TestStudio;
import studio.athanor.engines.spi.EngineException;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.Prompt;
import studio.athanor.engines.spi.text.StopReason;

@Timeout(120)
class AnsweringTest {

    private static final ChatSettings SETTINGS = ChatSettings.defaults();

    @TempDir
    private Path folder;

    private TestStudio studio;
    private ConversationService service;
    private ConversationStore store;

    @BeforeEach
    void open() throws StudioException {
        studio = TestStudio.open(folder.resolve("home"));
        service = studio.chats().service();
        store = studio.chats().store();
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private Turn answer(ActiveAnswer active, FakeEngine engine, String text) throws Exception {
        engine.next().text(text).done();
        return await(active.finished());
    }

    @Test
    void storesTheQuestionBeforeItSaysSo() throws Exception {
        ActiveAnswer active = service.start("What is lead?", List.of(), SETTINGS);
        await(active.stored());

        List<Turn> path = store.path(active.conversation());
        assertThat(path).extracting(Turn::role).containsExactly(Message.Role.USER, Message.Role.ASSISTANT);
        assertThat(path.getFirst().text()).isEqualTo("What is lead?");
        assertThat(path.getLast().state()).isEqualTo(Turn.State.STREAMING);
        assertThat(store.find(active.conversation()).orElseThrow().title()).isEqualTo("What is lead?");
        FakeEngine engine = studio.opener().next();
        var _ = answer(active, engine, "A metal.");
    }

    @Test
    void streamsAnAnswerAndKeepsItWithItsReceipt() throws Exception {
        Recording recording = new Recording();
        ActiveAnswer active = service.start("Say it", List.of(), SETTINGS.withSystemPrompt("Be brief."));
        var _ = active.subscribe(recording);
        FakeRequest request = studio.opener().next().next();
        request.prompt(3, 9).reasoning("hm").text("The ").text("answer").done();
        Turn turn = await(active.finished());

        assertThat(recording.events).containsSubsequence("prompt 3/9", "reasoning hm", "text The ", "text answer");
        assertThat(recording.events.getLast()).isEqualTo("finished COMPLETE The answer");
        assertThat(request.messages())
                .extracting(Message::role)
                .containsExactly(Message.Role.SYSTEM, Message.Role.USER);
        Turn stored = store.turn(active.answer()).orElseThrow();
        assertThat(stored.text()).isEqualTo("The answer");
        assertThat(stored.reasoning()).isEqualTo("hm");
        assertThat(stored.reasoningMillis()).isPresent();
        Receipt receipt = stored.receipt().orElseThrow();
        assertThat(receipt.modelFile()).isEqualTo("starter-chat.q8_0.gguf");
        assertThat(receipt.engineBuild()).isEqualTo("fake 1");
        assertThat(receipt.systemPrompt()).isEqualTo("Be brief.");
        assertThat(receipt.sampling().seed()).isPresent();
        assertThat(receipt.usage()).isEqualTo(FakeRequest.USAGE);
        assertThat(receipt.stopReason()).contains(StopReason.END_OF_TURN);
        assertThat(receipt.templateSha256()).isPresent();
        assertThat(turn.text()).isEqualTo(stored.text());
        assertThat(store.summary(active.conversation()).orElseThrow().model()).contains("starter-chat.q8_0");
    }

    @Test
    void addsTheHashOfTheModelToTheReceiptWhenItIsKnown() throws Exception {
        ActiveAnswer active = service.start("Hash", List.of(), SETTINGS);
        Turn turn = answer(active, studio.opener().next(), "Yes");
        Path model = studio.models().library().starter().orElseThrow().file();
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model)));
        assertThat(await(studio.models().hashes().of(model))).contains(expected);
        // whatever is queued by now is committed before this
        await(store.saveDraft(active.conversation(), ""));

        assertThat(turn.receipt()).isPresent();
        Optional<String> stored =
                store.turn(turn.id()).orElseThrow().receipt().orElseThrow().modelSha256();
        for (int i = 0; i < 200 && stored.isEmpty(); i++) {
            Thread.sleep(50);
            stored = store.turn(turn.id()).orElseThrow().receipt().orElseThrow().modelSha256();
        }
        assertThat(stored).contains(expected);
    }

    @Test
    void savesPartialAnswersWhileTheyStream() throws Exception {
        ActiveAnswer active = service.start("Long", List.of(), SETTINGS);
        FakeRequest request = studio.opener().next().next();
        request.text("half of ");
        String saved = "";
        for (int i = 0; i < 200 && saved.isEmpty(); i++) {
            Thread.sleep(50);
            saved = store.turn(active.answer()).map(Turn::text).orElse("");
        }
        assertThat(saved).isEqualTo("half of ");
        request.text("it").done();
        assertThat(await(active.finished()).text()).isEqualTo("half of it");
    }

    @Test
    void keepsWhatACancelledAnswerHas() throws Exception {
        ActiveAnswer active = service.start("Stop me", List.of(), SETTINGS);
        FakeRequest request = studio.opener().next().next();
        request.text("I was say");
        active.cancel();
        request.awaitCancel();
        Turn turn = await(active.finished());

        assertThat(turn.state()).isEqualTo(Turn.State.CANCELLED);
        assertThat(store.turn(turn.id()).orElseThrow().text()).isEqualTo("I was say");
        assertThat(turn.receipt().orElseThrow().sampling().seed()).isPresent();
        assertThat(service.active(active.conversation())).isEmpty();
    }

    @Test
    void keepsWhatAFailedAnswerHasAndWhy() throws Exception {
        ActiveAnswer active = service.start("Die", List.of(), SETTINGS);
        FakeRequest request = studio.opener().next().next();
        Failure failure = new Failure(Failure.Kind.WORKER_DIED, "It died.", "Ask again.", Optional.of("log"));
        request.text("almost").fail(failure);
        Turn turn = await(active.finished());

        Turn stored = store.turn(turn.id()).orElseThrow();
        assertThat(stored.state()).isEqualTo(Turn.State.FAILED);
        assertThat(stored.failure()).contains(failure);
        assertThat(stored.text()).isEqualTo("almost");
    }

    @Test
    void tellsWhyAModelCouldNotBeLoadedInTheAnswer() throws Exception {
        studio.opener().failWith(new EngineException.OutOfMemory("No memory.", "Choose a smaller model.", null));
        Turn turn = await(service.start("Hello", List.of(), SETTINGS).finished());
        assertThat(turn.state()).isEqualTo(Turn.State.FAILED);
        assertThat(turn.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY);

        studio.opener().recover();
        ActiveAnswer again = service.regenerate(turn.id(), SETTINGS);
        assertThat(answer(again, studio.opener().next(), "Now").text()).isEqualTo("Now");
    }

    @Test
    void canBeCancelledWhileTheModelLoads() throws Exception {
        var gate = studio.opener().holdLoads();
        ActiveAnswer active = service.start("Too slow", List.of(), SETTINGS);
        active.cancel();
        assertThat(await(active.finished()).state()).isEqualTo(Turn.State.CANCELLED);
        gate.countDown();
    }

    @Test
    void sendsTheBranchThatIsActive() throws Exception {
        ActiveAnswer first = service.start("One", List.of(), SETTINGS);
        FakeEngine engine = studio.opener().next();
        Turn one = answer(first, engine, "first");
        ActiveAnswer second = service.send(first.conversation(), "Two", List.of(), SETTINGS);
        var _ = answer(second, engine, "second");

        ActiveAnswer again = service.regenerate(one.id(), SETTINGS);
        FakeRequest request = engine.next();
        assertThat(request.messages()).extracting(Message::content).containsExactly("One");
        request.text("other").done();
        Turn other = await(again.finished());

        List<Turn> path = store.path(first.conversation());
        assertThat(path).extracting(Turn::text).containsExactly("One", "other");
        assertThat(path.getLast().siblingIndex()).isEqualTo(1);
        assertThat(path.getLast().siblingCount()).isEqualTo(2);
        assertThat(store.siblings(other.id())).containsExactly(one.id(), other.id());

        await(store.select(one.id()));
        assertThat(store.path(first.conversation()))
                .extracting(Turn::text)
                .containsExactly("One", "first", "Two", "second");
        ActiveAnswer third = service.send(first.conversation(), "Three", List.of(), SETTINGS);
        FakeRequest asked = engine.next();
        assertThat(asked.messages())
                .extracting(Message::content)
                .containsExactly("One", "first", "Two", "second", "Three");
        asked.text("third").done();
        await(third.finished());
    }

    @Test
    void editsAQuestionAsAnotherBranch() throws Exception {
        ActiveAnswer first = service.start("Wrong", List.of(), SETTINGS);
        FakeEngine engine = studio.opener().next();
        var _ = answer(first, engine, "a");
        TurnId question = first.question().orElseThrow().id();

        ActiveAnswer edited = service.edit(question, "Right", List.of(), SETTINGS);
        var _ = answer(edited, engine, "b");

        assertThat(store.path(first.conversation())).extracting(Turn::text).containsExactly("Right", "b");
        assertThat(store.siblings(question)).hasSize(2);
        assertThat(store.find(first.conversation()).orElseThrow().title()).isEqualTo("Right");
    }

    @Test
    void continuesAnAnswerThatEndedEarly() throws Exception {
        ActiveAnswer first = service.start("Count", List.of(), SETTINGS);
        FakeEngine engine = studio.opener().next();
        Turn half = answer(first, engine, "one, ");

        ActiveAnswer more = service.continueAnswer(half.id(), SETTINGS);
        FakeRequest request = engine.next();
        assertThat(((Prompt.Conversation) request.request().prompt()).continueLast())
                .isTrue();
        assertThat(request.messages().getLast().content()).isEqualTo("one, ");
        request.text("two").done();
        await(more.finished());

        assertThat(store.path(first.conversation())).extracting(Turn::text).containsExactly("Count", "one, two");
        assertThat(store.search("two", 5)).hasSize(1);
    }

    @Test
    void makesOneAnswerAtATimeInAConversation() throws Exception {
        ActiveAnswer first = service.start("One", List.of(), SETTINGS);
        assertThatThrownBy(() -> service.send(first.conversation(), "Two", List.of(), SETTINGS))
                .isInstanceOf(StudioException.InputRejected.class)
                .hasMessageContaining("being made");
        assertThat(service.active(first.conversation())).contains(first);
        var _ = answer(first, studio.opener().next(), "x");
    }

    @Test
    void canBeAskedAgainAsSoonAsAnAnswerIsKept() throws Exception {
        ActiveAnswer asked = service.start("One", List.of(), SETTINGS);
        FakeEngine engine = studio.opener().next();
        for (int i = 0; i < 30; i++) {
            CompletableFuture<ActiveAnswer> next = asked.finished().thenApply(turn -> {
                try {
                    return service.send(turn.conversation(), "Next", List.of(), SETTINGS);
                } catch (StudioException e) {
                    throw new CompletionException(e);
                }
            });
            engine.next().text("x").done();
            asked = await(next);
        }
        var _ = answer(asked, engine, "x");
    }

    @Test
    void canBeAskedAgainAsSoonAsAListenerHearsOfTheEnd() throws Exception {
        ActiveAnswer first = service.start("One", List.of(), SETTINGS);
        FakeEngine engine = studio.opener().next();
        List<ActiveAnswer> next = new CopyOnWriteArrayList<>();
        var _ = first.subscribe(new Recording() {
            @Override
            public void finished(Turn turn) {
                try {
                    next.add(service.send(turn.conversation(), "Two", List.of(), SETTINGS));
                } catch (StudioException e) {
                    throw new AssertionError(e);
                }
            }
        });
        engine.next().text("first").done();
        FakeRequest second = engine.next();
        assertThat(second.messages()).extracting(Message::content).containsExactly("One", "first", "Two");
        second.text("second").done();
        await(next.getFirst().finished());
        assertThat(store.path(first.conversation())).hasSize(4);
    }

    @Test
    void leavesTheDraftAloneWhenAQuestionIsEdited() throws Exception {
        ActiveAnswer first = service.start("One", List.of(), SETTINGS);
        FakeEngine engine = studio.opener().next();
        var _ = answer(first, engine, "a");
        await(store.saveDraft(first.conversation(), "half typed"));
        ActiveAnswer edited = service.edit(first.question().orElseThrow().id(), "Uno", List.of(), SETTINGS);
        var _ = answer(edited, engine, "b");
        assertThat(store.find(first.conversation()).orElseThrow().draft()).isEqualTo("half typed");
        ActiveAnswer sent = service.send(first.conversation(), "half typed", List.of(), SETTINGS);
        var _ = answer(sent, engine, "c");
        assertThat(store.find(first.conversation()).orElseThrow().draft()).isEmpty();
    }

    @Test
    void refusesEmptyMessagesAndUnknownTurns() {
        assertThatThrownBy(() -> service.start("  \n", List.of(), SETTINGS))
                .isInstanceOf(StudioException.InputRejected.class);
        assertThatThrownBy(() -> service.send(new ConversationId("none"), "x", List.of(), SETTINGS))
                .isInstanceOf(StudioException.NotFound.class);
        assertThatThrownBy(() -> service.regenerate(new TurnId("none"), SETTINGS))
                .isInstanceOf(StudioException.NotFound.class);
    }

    @Test
    void putsAttachmentsIntoFencesThatTheyCannotLeave() throws Exception {
        Attachment file = new Attachment("notes.md", "Use ```` four\n");
        ActiveAnswer active = service.start("Sum up", List.of(file), SETTINGS);
        FakeRequest request = studio.opener().next().next();
        assertThat(request.messages().getLast().content())
                .isEqualTo("File: notes.md\n`````md\nUse ```` four\n`````\n\nSum up");
        request.text("ok").done();
        await(active.finished());
        assertThat(store.path(active.conversation()).getFirst().attachments()).containsExactly(file);
    }

    @Test
    void givesALateListenerEverythingOnce() throws Exception {
        ActiveAnswer active = service.start("Late", List.of(), SETTINGS);
        FakeRequest request = studio.opener().next().next();
        request.text("ab");
        Recording late = new Recording();
        var _ = active.subscribe(late);
        request.text("cd").done();
        await(active.finished());
        assertThat(late.events).containsExactly("started ab", "text cd", "finished COMPLETE abcd");

        Recording later = new Recording();
        var _ = active.subscribe(later);
        assertThat(later.events).containsExactly("started abcd", "finished COMPLETE abcd");
    }

    @Test
    void marksAnswersThatACrashCutOff() throws Exception {
        ActiveAnswer active = service.start("Crash", List.of(), SETTINGS);
        FakeRequest request = studio.opener().next().next();
        request.text("cut of");
        await(active.stored());
        for (int i = 0;
                i < 200 && store.turn(active.answer()).orElseThrow().text().isEmpty();
                i++) {
            Thread.sleep(50);
        }
        // what a crash leaves is what is on disk now, so a copy of the folder is opened
        Path copy = folder.resolve("after-crash");
        Files.createDirectories(copy.resolve("db"));
        for (String name : List.of("athanor.db", "athanor.db-wal", "athanor.db.made", "athanor.db.open")) {
            Files.copy(
                    studio.home().database().resolve(name), copy.resolve("db").resolve(name));
        }
        try (TestStudio after = TestStudio.open(copy)) {
            Turn turn = after.chats().store().turn(active.answer()).orElseThrow();
            assertThat(turn.state()).isEqualTo(Turn.State.INTERRUPTED);
            assertThat(turn.text()).isEqualTo("cut of");
            assertThat(after.chats().store().search("cut", 5)).hasSize(1);
        }
        request.done();
        await(active.finished());
    }

    @Test
    void cancelsAndKeepsWhatRunsWhenItCloses() throws Exception {
        Path home = folder.resolve("closing");
        TurnId answer;
        FakeOpener opener = FakeOpener.byHand();
        try (TestStudio closing = new TestStudio(home, opener, InstantSource.system())) {
            ActiveAnswer active = closing.chats().service().start("Bye", List.of(), SETTINGS);
            opener.next().next().text("See y");
            answer = active.answer();
        }
        try (TestStudio again = TestStudio.open(home)) {
            Turn turn = again.chats().store().turn(answer).orElseThrow();
            assertThat(turn.state()).isEqualTo(Turn.State.CANCELLED);
            assertThat(turn.text()).isEqualTo("See y");
        }
    }

    private static class Recording implements AnswerListener {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void started(AnswerSnapshot soFar) {
            events.add("started " + soFar.text());
        }

        @Override
        public void promptProgress(int processedTokens, int totalTokens, int reusedTokens) {
            events.add("prompt " + processedTokens + "/" + totalTokens);
        }

        @Override
        public void text(String delta) {
            events.add("text " + delta);
        }

        @Override
        public void reasoning(String delta) {
            events.add("reasoning " + delta);
        }

        @Override
        public void finished(Turn turn) {
            events.add("finished " + turn.state() + " " + turn.text());
        }
    }
}
