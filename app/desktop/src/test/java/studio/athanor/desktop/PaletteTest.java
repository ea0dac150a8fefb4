package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.palette.PaletteItem;
import studio.athanor.desktop.testkit.FakeModels;

class PaletteTest extends WindowTest {

    @Test
    void doesWhatWasTypedOnEnter() {
        press(KeyCode.CONTROL, KeyCode.K);
        type("go to mod");
        press(KeyCode.ENTER);
        assertThat(isShown("#palette")).isFalse();
        assertThat(isShown("#models-pane")).isTrue();
    }

    @Test
    void choosesWithDownAndShowsKeys() {
        press(KeyCode.CONTROL, KeyCode.K);
        ListView<PaletteItem> list = list();
        assertThat(list.getSelectionModel().getSelectedIndex()).isZero();
        press(KeyCode.DOWN);
        assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(1);
        assertThat(list.getItems())
                .filteredOn(item -> item.title().equals("Settings"))
                .extracting(item -> item.keys())
                .containsExactly("Ctrl+Comma".replace("Comma", ","));
    }

    @Test
    void findsModels() {
        studio.library().add(FakeModels.added("qwen3-4b", 2_500_000_000L));
        press(KeyCode.CONTROL, KeyCode.K);
        type("qwen");
        ListView<PaletteItem> list = list();
        eventually(
                () -> assertThat(list.getItems()).extracting(PaletteItem::title).contains("qwen3-4b"));
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().sessions()).hasSize(1));
    }

    @Test
    void showsNotMoreModelsThanAreLookedAt() {
        for (int i = 0; i < 20; i++) {
            studio.library().add(FakeModels.added("many-" + i, 1_000_000L));
        }
        press(KeyCode.CONTROL, KeyCode.K);
        type("many-");
        ListView<PaletteItem> list = list();
        eventually(() -> assertThat(list.getItems()).hasSize(12));
        assertThat(list.getItems()).allMatch(item -> item.title().startsWith("many-"));
    }

    @Test
    void leavesOutWhatCannotBeDoneNow() {
        press(KeyCode.CONTROL, KeyCode.K);
        type("inspector");
        assertThat(list().getItems()).isEmpty();
    }

    @SuppressWarnings("unchecked") // the test knows what the list holds
    private ListView<PaletteItem> list() {
        return find("#palette-list", ListView.class);
    }
}
