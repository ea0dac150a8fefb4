package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.desktop.testkit.FakeModels;
import studio.athanor.engines.gguf.GgufArray;
import studio.athanor.engines.gguf.GgufValue;
import studio.athanor.engines.gguf.GgufWriter;

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
    void keepsTheFocusInTheDetailsWhileTheListChanges() throws Exception {
        chooseAdded();
        fx(() -> {
            find("#models-search", TextField.class).clear();
            return rows();
        });
        focus("#model-details-use");
        studio.library().add(FakeModels.added("another", 1_000_000L));
        eventually(() -> assertThat(rows()).isEqualTo(3));
        assertThat(focused()).isEqualTo("model-details-use");

        press(KeyCode.SPACE);
        eventually(() -> assertThat(textsIn("#model-details")).contains("In memory"));
        assertThat(isShown("#model-details-use")).isFalse();
        assertThat(focused()).isEqualTo("model-load-options");
    }

    private void focus(String selector) throws Exception {
        fx(() -> {
            stage.getScene().lookup(selector).requestFocus();
            return selector;
        });
    }

    private String focused() throws Exception {
        return fx(() -> String.valueOf(stage.getScene().getFocusOwner().getId()));
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

    @Test
    void showsSearchesAndCopiesTheMetadataOfAFile() throws Exception {
        Path file = Files.createDirectories(home.resolve("models")).resolve("made.gguf");
        new GgufWriter()
                .put("general.architecture", GgufValue.text("llama"))
                .put("tokenizer.chat_template", GgufValue.text("{{ first }}\n{{ second }}"))
                .put("llama.block_count", GgufValue.u32(32))
                .put(
                        "tokenizer.ggml.tokens",
                        GgufArray.ofTexts(
                                IntStream.range(0, 2_000).mapToObj(i -> "t" + i).toList()))
                .write(file);
        studio.library().add(FakeModels.at(file));
        robot.clickOn("#models-search");
        type("made");
        robot.clickOn("#models-table .table-row-cell");
        robot.clickOn("#model-details-metadata");
        eventually(() -> assertThat(metadata()).hasSize(4));
        assertThat(metadata().getLast())
                .isEqualTo(
                        "tokenizer.ggml.tokens | STRING × 2,000 | “t0”, “t1”, “t2”, “t3”, “t4”, “t5”, “t6”, “t7”, …");

        type("template");
        eventually(() -> assertThat(metadata()).containsExactly("tokenizer.chat_template | STRING | {{ first }} …"));
        assertThat(find("#metadata-value", TextArea.class).getText()).isEqualTo("{{ first }}\n{{ second }}");
        robot.clickOn("#metadata-copy");
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo("tokenizer.chat_template = {{ first }}\n{{ second }}");
        press(KeyCode.ESCAPE);
        assertThat(isShown("#metadata-dialog")).isFalse();
    }

    private List<String> metadata() {
        TableView<?> table = find("#metadata-table", TableView.class);
        return IntStream.range(0, table.getItems().size())
                .mapToObj(row -> table.getColumns().stream()
                        .map(column -> String.valueOf(column.getCellData(row)))
                        .collect(Collectors.joining(" | ")))
                .toList();
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
