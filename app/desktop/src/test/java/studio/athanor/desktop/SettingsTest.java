package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.Application;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.core.chat.NewChatSettings;
import studio.athanor.core.settings.EngineSettings;
import studio.athanor.desktop.settings.Appearance;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;

class SettingsTest extends WindowTest {

    @BeforeEach
    void openSettings() throws Exception {
        run("settings");
    }

    @Test
    void showsDarkAtOnceAndKeepsIt() throws Exception {
        robot.clickOn("#theme-dark");
        eventually(() -> assertThat(Application.getUserAgentStylesheet()).contains("primer-dark"));
        assertThat(studio.settings().get(Appearance.SECTION).theme()).isEqualTo(Theme.Choice.DARK);

        robot.clickOn("#theme-light");
        eventually(() -> assertThat(Application.getUserAgentStylesheet()).contains("primer-light"));
        shut();
        open();
        assertThat(Application.getUserAgentStylesheet()).contains("primer-light");
    }

    @Test
    void scalesAllTextToTwiceItsSize() throws Exception {
        fx(() -> {
            find("#text-scale", Slider.class).setValue(200);
            return true;
        });
        eventually(() -> assertThat(stage.getScene().getRoot().getStyle()).contains("26.00px"));
        press(KeyCode.CONTROL, KeyCode.DIGIT0);
        eventually(() -> assertThat(stage.getScene().getRoot().getStyle()).contains("13.00px"));
        assertThat(find("#text-scale", Slider.class).getValue()).isEqualTo(100);
    }

    @Test
    void changesNothingByBeingOpened() throws Exception {
        Appearance chosen = new Appearance(Theme.Choice.DARK, 1.7, Motion.Choice.FULL);
        studio.settings().update(Appearance.SECTION, now -> chosen);
        shut();
        open();
        run("settings");
        assertThat(find("#text-scale", Slider.class).getValue()).isEqualTo(170);
        assertThat(studio.settings().get(Appearance.SECTION)).isEqualTo(chosen);
        studio.settings().update(Appearance.SECTION, now -> now.withTheme(Theme.Choice.LIGHT));
    }

    @Test
    void growsTextByKeys() {
        press(KeyCode.CONTROL, KeyCode.EQUALS);
        press(KeyCode.CONTROL, KeyCode.EQUALS);
        eventually(() -> assertThat(studio.settings().get(Appearance.SECTION).textScale())
                .isEqualTo(1.2, org.assertj.core.api.Assertions.within(1e-9)));
    }

    @Test
    void reducesMotion() throws Exception {
        fx(() -> {
            @SuppressWarnings("unchecked") // the test knows what the choice holds
            ComboBox<Motion.Choice> motion = find("#motion", ComboBox.class);
            motion.setValue(Motion.Choice.REDUCED);
            return true;
        });
        eventually(() ->
                assertThat(studio.settings().get(Appearance.SECTION).motion()).isEqualTo(Motion.Choice.REDUCED));
    }

    @Test
    void keepsTheSystemPromptOfNewConversationsWhenTheFieldIsLeft() {
        robot.clickOn("#new-chat-prompt");
        type("Be brief.");
        robot.clickOn("#theme-system");
        eventually(() -> assertThat(studio.settings()
                        .get(NewChatSettings.SECTION)
                        .settings()
                        .systemPrompt())
                .isEqualTo("Be brief."));
    }

    @Test
    void goesBackToTheBundledEngine() throws Exception {
        studio.settings()
                .update(
                        EngineSettings.SECTION,
                        now -> new EngineSettings(java.util.Optional.of(java.nio.file.Path.of("/opt/llama"))));
        eventually(() -> assertThat(textsIn("#settings-engines")).contains("From the next start on: /opt/llama"));
        fx(() -> {
            find("#engine-bundled", javafx.scene.control.Button.class).fire();
            return true;
        });
        eventually(
                () -> assertThat(studio.settings().get(EngineSettings.SECTION).llamaFolder())
                        .isEmpty());
    }
}
