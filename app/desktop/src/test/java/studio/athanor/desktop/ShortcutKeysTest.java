package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.desktop.chat.ChatPane;
import studio.athanor.desktop.shortcuts.Command;
import studio.athanor.desktop.shortcuts.Shortcuts;
import studio.athanor.desktop.testkit.ChatStudio;

/** Keys that call commands, over the whole window. */
class ShortcutKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path home;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void ofAllPanesAndTheShellDifferFromOneAnother() throws Exception {
        ChatStudio studio = new ChatStudio(home);
        Assembly window = fx(() -> {
            Assembly made = new Assembly(new Stage(), studio, ChatPane::new, new StartupTrace(System.err));
            made.show();
            return made;
        });
        try {
            // the conversations' commands come with their pane
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> fx(() -> window.shortcuts().command("chat.new").isPresent()));
            List<String> keys = fx(() -> keys(window.shortcuts()));

            assertThat(fx(() -> window.shortcuts().commands()))
                    .extracting(Command::id)
                    .contains("go.data", "go.gpus", "chat.search", "data.run", "palette", "settings");
            assertThat(keys).doesNotHaveDuplicates();
            assertThat(fx(() -> ownKeys(window.shortcuts()))).isNotEmpty().doesNotContainAnyElementsOf(keys);
        } finally {
            fx(() -> {
                window.close();
                window.scene().getWindow().hide();
                return window;
            });
            studio.close();
        }
    }

    private static List<String> keys(Shortcuts shortcuts) {
        return shortcuts.commands().stream()
                .flatMap(command -> command.keys().stream())
                .map(KeyCombination::getDisplayText)
                .toList();
    }

    /** Keys that controls handle by themselves, which a command of the same keys would take from them. */
    private static List<String> ownKeys(Shortcuts shortcuts) {
        return shortcuts.hints().stream()
                .flatMap(hint -> Arrays.stream(hint.displayText().split(", ")))
                .toList();
    }

    @Test
    void ofAnotherCommandAreRefused() {
        Shortcuts shortcuts = new Shortcuts();
        shortcuts.add(command("first").withKeys("Shortcut+Shift+R"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shortcuts.add(command("second").withKeys("Shift+Shortcut+R")))
                .withMessageContaining("second and first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shortcuts.addAlias("second", "Shortcut+Shift+R"))
                .withMessageContaining("first");
        assertThat(shortcuts.commands()).hasSize(1);
    }

    @Test
    void ofAnAliasAreRefused() {
        Shortcuts shortcuts = new Shortcuts();
        shortcuts.add(command("first").withKeys("Shortcut+Plus"));
        shortcuts.addAlias("first", "Shortcut+Equals");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shortcuts.add(command("second").withKeys("Shortcut+Equals")))
                .withMessageContaining("first");
    }

    private static Command command(String id) {
        return Command.of(id, "group", "title", Feather.PLAY, () -> {});
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        return WaitForAsyncUtils.asyncFx(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
