package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.SessionState;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.engines.spi.EngineException;

class ModelPickerTest extends WindowTest {

    private final ModelEntry small = FakeModels.added("small-chat", 500_000_000L);
    private final ModelEntry other = FakeModels.added("other-chat", 700_000_000L);

    @BeforeEach
    void addModels() {
        studio.library().add(small);
        studio.library().add(other);
    }

    @Test
    void loadsTheChosenModelAndRemembersIt() {
        press(KeyCode.CONTROL, KeyCode.L);
        type("small");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().session(small.ref())).isPresent());
        assertThat(isShown("#model-picker")).isFalse();
        assertThat(find(".model-chip", MenuButton.class).getText()).isEqualTo("small-chat");
        assertThat(studio.sessions().current()).contains(small.ref());
    }

    @Test
    void showsLoadedModelsFirstAndUnloadsByDelete() {
        studio.sessions().ensureLoaded(small.ref()).result().join();
        press(KeyCode.CONTROL, KeyCode.L);
        ListView<?> list = find("#model-list", ListView.class);
        eventually(() -> assertThat(list.getItems().getFirst().toString()).contains("small-chat"));
        press(KeyCode.DELETE);
        eventually(() -> assertThat(studio.sessions().sessions()).isEmpty());
        assertThat(isShown("#model-picker")).isTrue();
    }

    @Test
    void keepsTheChosenModelWhileAnotherOneLoads() {
        press(KeyCode.CONTROL, KeyCode.L);
        ListView<?> list = find("#model-list", ListView.class);
        press(KeyCode.DOWN);
        assertThat(chosen(list)).contains("small-chat");

        studio.sessions().put(other.ref(), new SessionState.Loading("Reading", 0.25));
        eventually(() -> assertThat(list.getItems().getFirst().toString()).contains("other-chat", "0.25"));
        assertThat(chosen(list)).contains("small-chat");
        studio.sessions().put(other.ref(), new SessionState.Loading("Reading", 0.5));
        eventually(() -> assertThat(list.getItems().getFirst().toString()).contains("other-chat", "0.5"));
        assertThat(chosen(list)).contains("small-chat");

        studio.sessions().put(FakeModels.starter().ref(), new SessionState.Loading("Reading", 0.75));
        eventually(() -> assertThat(list.getItems().get(1).toString()).contains("starter-chat", "0.75"));
        assertThat(chosen(list)).contains("small-chat");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().current()).contains(small.ref()));
    }

    private static String chosen(ListView<?> list) {
        return String.valueOf(list.getSelectionModel().getSelectedItem());
    }

    @Test
    void asksHowToLoadByShiftAndEnter() {
        press(KeyCode.CONTROL, KeyCode.L);
        type("other");
        press(KeyCode.SHIFT, KeyCode.ENTER);
        assertThat(textsIn("#load-dialog")).contains("Load other-chat");
    }

    @Test
    void tellsWhyALoadFailedAndOffersToTryAgain() {
        studio.sessions()
                .failWith(new EngineException.OutOfMemory(
                        "The model needs 9 GB, and 3 GB are free.", "Choose a smaller model.", "log line"));
        press(KeyCode.CONTROL, KeyCode.L);
        type("small");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(textsIn("#notices"))
                .contains(
                        "The model needs 9 GB, and 3 GB are free.",
                        "Choose a smaller model.",
                        "Load again",
                        "Details",
                        "E-OUT_OF_MEMORY"));
    }

    @Test
    void doesNotLoadAFileThatWasRefused() {
        studio.library().add(FakeModels.rejected("broken.gguf"));
        press(KeyCode.CONTROL, KeyCode.L);
        type("broken");
        press(KeyCode.ENTER);
        assertThat(isShown("#model-picker")).isTrue();
        assertThat(studio.sessions().sessions()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAnOpenedFile() throws Exception {
        fx(() -> {
            window.openModelFile(java.nio.file.Path.of("/models/bad.gguf"));
            return window;
        });
        eventually(() -> assertThat(textsIn("#notices"))
                .contains("The file bad.gguf is not a GGUF model.", "Choose a file that ends in .gguf."));
    }
}
