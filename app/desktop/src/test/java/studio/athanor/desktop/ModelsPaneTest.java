package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.desktop.testkit.FakeModels;

class ModelsPaneTest extends WindowTest {

    private final ModelEntry added = FakeModels.added("qwen3-4b", 2_500_000_000L);

    @BeforeEach
    void openPane() throws Exception {
        studio.library().add(added);
        run("go.models");
        eventually(() -> assertThat(rows()).isEqualTo(2));
    }

    @Test
    void narrowsTheTableByWhatIsTyped() {
        robot.clickOn("#models-search");
        type("qwen");
        assertThat(rows()).isEqualTo(1);
        assertThat(find("#models-search", TextField.class).getText()).isEqualTo("qwen");
        eventually(() -> assertThat(textsIn("#model-details")).contains("qwen3-4b", "Parameters", "2.5 GB"));
    }

    @Test
    void usesTheChosenModelOnEnterAndTellsWhatItTook() {
        chooseAdded();
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().session(added.ref())).isPresent());
        assertThat(studio.sessions().current()).contains(added.ref());
        eventually(() -> assertThat(textsIn("#model-details"))
                .contains("In memory", "fake 1.0", "CPU: weights 2.5 GB, cache 1.0 MB, scratch 2.0 MB"));
    }

    @Test
    void forgetsAnAddedModelAndTakesThatBack() {
        chooseAdded();
        press(KeyCode.DELETE);
        eventually(() -> assertThat(studio.library().find(added.ref())).isEmpty());
        eventually(() -> assertThat(isShown("#notices .notice")).isTrue());
        robot.clickOn("Undo");
        eventually(() -> assertThat(studio.library().models()).hasSize(2));
    }

    @Test
    void saysWhyAFileCannotBeUsedAndWhatToDo() {
        studio.library().add(FakeModels.rejected("broken.gguf"));
        robot.clickOn("#models-search");
        type("broken");
        eventually(() -> assertThat(textsIn("#model-details"))
                .contains(
                        "Cannot be used: The file broken.gguf is not a GGUF model.",
                        "Choose a file that ends in .gguf."));
    }

    private int rows() {
        return find("#models-table", TableView.class).getItems().size();
    }

    private void chooseAdded() {
        robot.clickOn("#models-search");
        type("qwen");
        robot.clickOn("#models-table .table-row-cell");
    }
}
