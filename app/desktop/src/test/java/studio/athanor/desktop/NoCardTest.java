package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.testkit.FakeModels;

/** A machine without graphics cards. */
class NoCardTest extends WindowTest {

    @Test
    void saysThatThereIsNoCardAndWhatToDo() throws Exception {
        studio.sessions().devicesAre(List.of());
        run("go.gpus");
        eventually(() -> assertThat(find("#gpus-empty", Node.class).isVisible()).isTrue());
        eventually(() -> assertThat(textsIn("#gpus-empty"))
                .contains("There is no graphics card here that can be used")
                .anyMatch(text -> text.contains("install its driver")));
        assertThat(textsIn("#gpu-card-host")).contains("CPU / RAM");
    }

    @Test
    void saysOfALoadedModelThatThereIsNoDeviceToPlanOn() throws Exception {
        studio.sessions().devicesAre(List.of());
        studio.sessions().ensureLoaded(FakeModels.starter().ref()).result().join();
        run("go.gpus");
        eventually(() ->
                assertThat(textsIn("#gpus-plans")).contains("starter-chat", "No engine named a device to plan on."));
        eventually(() -> assertThat(textsIn("#plan-detail")).contains("Look for devices again."));
    }

    @Test
    void showsNoBarsInTheStatusBar() throws Exception {
        studio.sessions().devicesAre(List.of());
        run("go.gpus");
        eventually(() -> assertThat(find("#gpus-empty", Node.class).isVisible()).isTrue());
        assertThat(fx(() -> find("#status-devices", javafx.scene.layout.HBox.class)
                        .getChildren()
                        .size()))
                .isZero();
    }
}
