package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.desktop.testkit.FakeStudio;

/** Opens the whole window on a fake studio before each test, and closes it after. */
@SuppressWarnings("NullAway.Init") // set before each test
abstract class WindowTest {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final FxRobot robot = new FxRobot();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @TempDir
    Path home;

    FakeStudio studio;

    Assembly window;

    Stage stage;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void openWindow() throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        studio = newStudio();
        open();
    }

    @AfterEach
    void closeWindow() throws Exception {
        shut();
        studio.close();
        assertThat(failures).isEmpty();
    }

    FakeStudio newStudio() throws Exception {
        return new FakeStudio(home);
    }

    /** Opens the window; what it remembers is what the one before left. */
    final void open() throws Exception {
        fx(() -> {
            stage = new Stage();
            window = new Assembly(stage, studio, (context, chats) -> null, new StartupTrace(System.err));
            window.show();
            return stage;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    final void shut() throws Exception {
        fx(() -> {
            window.close();
            stage.close();
            return stage;
        });
    }

    static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Runs one of the window's commands. */
    final void run(String command) throws Exception {
        fx(() -> {
            window.run(command);
            return command;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    final void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    final void type(String text) {
        robot.write(text, 0);
        WaitForAsyncUtils.waitForFxEvents();
    }

    final <T extends Node> T find(String selector, Class<T> type) {
        await(selector)
                .atMost(PATIENCE)
                .until(() -> robot.lookup(selector).tryQuery().isPresent());
        return robot.lookup(selector).queryAs(type);
    }

    final boolean isShown(String selector) {
        return robot.lookup(selector).tryQuery().isPresent();
    }

    final void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    /** Returns the texts of all labels and buttons below a node. */
    final List<String> textsIn(String selector) {
        Node parent = find(selector, Node.class);
        return robot.from(parent).lookup((Node node) -> node instanceof Labeled).queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .toList();
    }

    final Label label(String selector) {
        return find(selector, Label.class);
    }
}
