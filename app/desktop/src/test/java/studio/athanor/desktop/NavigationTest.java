package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import studio.athanor.core.window.WindowState;

class NavigationTest extends WindowTest {

    @Test
    void opensEachPaneByItsNumber() {
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertThat(isShown("#data-pane")).isTrue();

        press(KeyCode.CONTROL, KeyCode.DIGIT3);
        assertThat(isShown("#gpus-pane")).isTrue();

        press(KeyCode.CONTROL, KeyCode.DIGIT4);
        assertThat(isShown("#models-pane")).isTrue();
        assertThat(find("#rail-models", ToggleButton.class).isSelected()).isTrue();

        press(KeyCode.CONTROL, KeyCode.DIGIT5);
        assertThat(isShown("#settings-pane")).isTrue();
        assertThat(isShown("#models-pane")).isFalse();

        press(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertThat(isShown("#chat-place")).isTrue();
    }

    @Test
    void opensAPaneByItsButton() {
        robot.clickOn("#rail-settings");
        assertThat(isShown("#settings-pane")).isTrue();
    }

    @Test
    void keepsAButtonSelectedThatIsPressedTwice() {
        robot.clickOn("#rail-models");
        robot.clickOn("#rail-models");
        assertThat(find("#rail-models", ToggleButton.class).isSelected()).isTrue();
    }

    @Test
    void opensTheSettingsByTheUsualKeys() {
        press(KeyCode.CONTROL, KeyCode.COMMA);
        assertThat(isShown("#settings-pane")).isTrue();
    }

    @Test
    void openAfterARestartWhatWasOpen() throws Exception {
        press(KeyCode.CONTROL, KeyCode.DIGIT4);
        fx(() -> {
            stage.setWidth(1111);
            stage.setHeight(777);
            return stage;
        });
        eventually(
                () -> assertThat(studio.window().load().bounds().orElseThrow().width())
                        .isEqualTo(1111));
        shut();
        open();

        assertThat(isShown("#models-pane")).isTrue();
        assertThat(stage.getWidth()).isEqualTo(1111);
        assertThat(stage.getHeight()).isEqualTo(777);
    }

    @Test
    void comesBackToAScreenThatIsThere() throws Exception {
        shut();
        WindowState kept = studio.window().load();
        studio.window()
                .save(new WindowState(
                        java.util.Optional.of(new WindowState.Bounds(9_000, 9_000, 1_200, 700)),
                        false,
                        kept.pane(),
                        kept.dividers(),
                        kept.flags(),
                        kept.texts()));
        open();
        assertThat(stage.getX()).isLessThan(1_600);
        assertThat(stage.getY()).isLessThan(1_000);
    }

    @Test
    void saysWhyConversationsCannotBeOpenedAndOffersToTryAgain() {
        eventually(() -> assertThat(textsIn("#chats-failed"))
                .contains("Another window of Athanor has the conversations open.", "HOME-4"));
        robot.clickOn("#chats-again");
        eventually(() -> assertThat(isShown("#chats-again")).isTrue());
    }

    @Test
    void closesWhatIsInFrontByEscapeAndGivesTheFocusBack() throws Exception {
        press(KeyCode.CONTROL, KeyCode.COMMA);
        Node before = focused();
        press(KeyCode.CONTROL, KeyCode.SLASH);
        assertThat(isShown("#shortcut-sheet")).isTrue();
        press(KeyCode.ESCAPE);
        assertThat(isShown("#shortcut-sheet")).isFalse();
        assertThat(focused()).isSameAs(before);
    }

    @Test
    void keepsTheFocusInWhatIsInFront() throws Exception {
        press(KeyCode.CONTROL, KeyCode.L);
        Node picker = find("#model-picker", Node.class);
        for (int i = 0; i < 8; i++) {
            press(KeyCode.TAB);
            Node at = focused();
            assertThat(isInside(at, picker))
                    .as("after %d times Tab: %s", i + 1, at)
                    .isTrue();
        }
    }

    private Node focused() throws Exception {
        return fx(() -> stage.getScene().getFocusOwner());
    }

    private static boolean isInside(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
