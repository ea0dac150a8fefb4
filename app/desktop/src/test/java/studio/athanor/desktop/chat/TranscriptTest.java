package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.core.chat.AnswerSnapshot;
import studio.athanor.core.chat.TurnId;
import studio.athanor.desktop.markdown.LeafNode;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.engines.spi.text.Message;

@SuppressWarnings("NullAway.Init") // set before each test
class TranscriptTest {

    private static final int MOST_NODES = 60;

    private final FxRobot robot = new FxRobot();
    private final ObservableList<ChatMessage> messages = FXCollections.observableArrayList();
    private final SilentActions actions = new SilentActions();
    private Transcript transcript;
    private Stage stage;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        fx(() -> {
            transcript = new Transcript(messages, actions, new UiScheduler(failure -> {
                throw new AssertionError(failure);
            }));
            transcript.getStylesheets().add(StyleSheets.of(Transcript.class, "chat.css"));
            stage = new Stage();
            stage.setScene(new Scene(transcript, 1_000, 700));
            stage.show();
            return stage;
        });
    }

    @AfterEach
    void close() throws Exception {
        fx(() -> {
            stage.close();
            return stage;
        });
    }

    @Test
    void opensTenThousandMessagesAtTheirEndWithFewNodes() throws Exception {
        show(10_000);
        assertThat(lastShown()).isEqualTo(9_999);
        assertThat(nodes()).isLessThan(MOST_NODES);
        for (int i = 0; i < 200; i++) {
            scroll(-650);
            assertThat(nodes()).isLessThan(MOST_NODES);
        }
        assertThat(lastShown()).isLessThan(9_900);
        fx(() -> {
            transcript.column().scrollToStart();
            return true;
        });
        settle();
        assertThat(firstShown()).isZero();
        fx(() -> {
            transcript.column().bar().setValue(transcript.column().bar().getMax() / 2);
            return true;
        });
        settle();
        assertThat(firstShown()).isBetween(3_000, 7_000);
        assertThat(nodes()).isLessThan(MOST_NODES);
        fx(() -> {
            transcript.column().scrollToEnd();
            return true;
        });
        settle();
        assertThat(lastShown()).isEqualTo(9_999);
    }

    @Test
    void leavesNoGapBetweenWhatIsShown() throws Exception {
        show(400);
        for (int i = 0; i < 40; i++) {
            scroll(i % 3 == 0 ? 300 : -470);
            double[] bottom = {Double.NaN};
            fx(() -> {
                for (VirtualColumn.Placed one : transcript.column().placed()) {
                    if (!Double.isNaN(bottom[0])) {
                        assertThat(one.top()).isCloseTo(bottom[0], org.assertj.core.data.Offset.offset(0.6));
                    }
                    bottom[0] = one.top() + one.height();
                }
                assertThat(transcript.column().placed().getFirst().top()).isLessThanOrEqualTo(8);
                assertThat(bottom[0]).isGreaterThanOrEqualTo(700 - 25);
                return true;
            });
        }
    }

    @Test
    void followsTheEndUntilSomebodyScrollsUp() throws Exception {
        show(20);
        ChatMessage answer = ChatMessage.streaming(new TurnId("streaming"));
        fx(() -> messages.add(answer));
        settle();
        grow(answer, "A line of text that comes.\n\n".repeat(60));
        assertThat(atEnd()).isTrue();
        scroll(-400);
        assertThat(following()).isFalse();
        double top = topOfFirst();
        grow(answer, "More and more.\n\n".repeat(60));
        assertThat(topOfFirst()).isEqualTo(top);
        assertThat(fx(() -> transcript.lookup("#newest").isVisible())).isTrue();
        robot.clickOn("#newest");
        settle();
        assertThat(following()).isTrue();
        grow(answer, "The end.");
        assertThat(atEnd()).isTrue();
        assertThat(fx(() -> transcript.lookup("#newest").isVisible())).isFalse();
    }

    @Test
    void followsAgainOnceTheEndIsReached() throws Exception {
        show(50);
        scroll(-200);
        assertThat(following()).isFalse();
        scroll(150);
        assertThat(following()).isFalse();
        scroll(400);
        assertThat(following()).isTrue();
    }

    @Test
    void keepsItsPlaceWhenTheWindowChangesItsSize() throws Exception {
        show(200);
        scroll(-3_000);
        String before = firstText();
        fx(() -> {
            stage.setWidth(640);
            return true;
        });
        settle();
        assertThat(firstText()).isEqualTo(before);
    }

    @Test
    void settlesAStreamedAnswerIntoWhatIsStored() throws Exception {
        ChatMessage answer = ChatMessage.streaming(new TurnId("turn-1"));
        fx(() -> messages.setAll(ChatMessage.of(SampleTurns.turn(0)), answer));
        grow(answer, "See [it][r].\n\n");
        grow(answer, "[r]: https://example.org/a\n");
        fx(() -> {
            answer.settle(SampleTurns.turn(1, Message.Role.ASSISTANT, "See [it][r].\n\n[r]: https://example.org/a\n"));
            return true;
        });
        settle();
        assertThat(fx(() -> transcript.lookup(".md-link"))).isNotNull();
    }

    @Test
    void copiesWhatIsSelectedWithTheMouse() throws Exception {
        fx(() -> messages.setAll(
                ChatMessage.of(SampleTurns.turn(0, Message.Role.USER, "First **bold** line\n\nSecond line"))));
        settle();
        List<LeafNode> leaves = leaves();
        Bounds first = screen(leaves.getFirst());
        Bounds second = screen(leaves.getLast());
        robot.drag(first.getMinX() + 1, first.getMinY() + 8, MouseButton.PRIMARY)
                .dropTo(second.getMaxX() - 5, second.getMaxY() - 4);
        settle();
        robot.push(KeyCode.CONTROL, KeyCode.C);
        await().atMost(Duration.ofSeconds(20)).until(() -> !actions.copied.isEmpty());
        assertThat(actions.copied).containsExactly("First bold line\nSecond line");
    }

    @Test
    void asksBeforeALinkIsOpened() throws Exception {
        fx(() -> messages.setAll(
                ChatMessage.of(SampleTurns.turn(0, Message.Role.USER, "[docs](https://example.org/docs)"))));
        settle();
        robot.clickOn(".md-link");
        settle();
        assertThat(actions.opened).containsExactly("https://example.org/docs");
    }

    @Test
    void copiesAWholeCodeBlock() throws Exception {
        String code = "int a;\n".repeat(70).strip();
        fx(() -> messages.setAll(ChatMessage.of(
                SampleTurns.turn(0, Message.Role.USER, "Before\n\n```java\n" + code + "\n```\n\nAfter"))));
        fx(() -> {
            transcript.column().scrollToStart();
            return true;
        });
        settle();
        robot.clickOn(".md-copy-code");
        settle();
        assertThat(actions.copied).containsExactly(code);
    }

    // ---- reading the transcript ----

    private void show(int count) throws Exception {
        List<ChatMessage> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ChatMessage.of(SampleTurns.turn(i)));
        }
        fx(() -> messages.setAll(all));
        settle();
    }

    private void grow(ChatMessage message, String text) throws Exception {
        fx(() -> {
            message.grow(new AnswerFeed.Batch(
                    text,
                    "",
                    List.of(),
                    Optional.of(AnswerSnapshot.Stage.WRITING),
                    Optional.empty(),
                    0,
                    0,
                    Optional.empty()));
            return true;
        });
        String end = text.strip().substring(Math.max(0, text.strip().length() - 8));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> fx(() -> transcript.column().items().getLast().parts().stream()
                                .filter(LeafPart.class::isInstance)
                                .anyMatch(
                                        part -> ((LeafPart) part).leaf().text().contains(end))
                        || text.startsWith("[r]")));
        settle();
    }

    private void scroll(double pixels) throws Exception {
        fx(() -> {
            transcript.column().scrollBy(pixels);
            return true;
        });
    }

    private void settle() throws Exception {
        fx(() -> {
            transcript.applyCss();
            transcript.layout();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private boolean following() throws Exception {
        return fx(() -> transcript.column().following().get());
    }

    private boolean atEnd() throws Exception {
        return fx(() -> transcript.column().atEnd().get());
    }

    private int nodes() throws Exception {
        return fx(() -> transcript.column().content().getChildren().size());
    }

    private int firstShown() throws Exception {
        return fx(() -> transcript.column().placed().getFirst().item().index());
    }

    private int lastShown() throws Exception {
        return fx(() -> transcript.column().placed().getLast().item().index());
    }

    private double topOfFirst() throws Exception {
        return fx(() -> transcript.column().placed().getFirst().top());
    }

    private String firstText() throws Exception {
        return fx(() -> transcript.column().placed().stream()
                .filter(one -> one.top() + one.height() > 0)
                .findFirst()
                .map(one -> one.item().index() + "/" + one.index())
                .orElseThrow());
    }

    private List<LeafNode> leaves() throws Exception {
        return fx(() -> transcript.column().placed().stream()
                .map(VirtualColumn.Placed::node)
                .filter(LeafNode.class::isInstance)
                .map(LeafNode.class::cast)
                .toList());
    }

    private Bounds screen(LeafNode leaf) throws Exception {
        return fx(() -> leaf.localToScreen(leaf.getLayoutBounds()));
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(30, TimeUnit.SECONDS);
    }
}
