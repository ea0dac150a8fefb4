package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.athanor.core.models.ModelRef;
import studio.athanor.engines.spi.LoadOptions.CacheType;
import studio.athanor.engines.spi.LoadOptions.FlashAttention;

class LoadDialogTest extends WindowTest {

    private final ModelRef starter = new ModelRef("starter:starter-chat");

    @BeforeEach
    void openDialog() throws Exception {
        run("options");
    }

    @Test
    void loadsAsAskedAndRemembers() {
        robot.clickOn("#load-context");
        type("4096");
        robot.clickOn("#load-threads");
        type("3");
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().session(starter)).isPresent());
        var options = studio.sessions().rememberedSettings(starter).options();
        assertThat(options.contextTokens()).hasValue(4096);
        assertThat(options.threads()).hasValue(3);
        assertThat(isShown("#load-dialog")).isFalse();
    }

    @Test
    void forgetsWhatIsNotToBeRemembered() throws Exception {
        robot.clickOn("#load-context");
        type("2048");
        fx(() -> {
            find("#load-remember", CheckBox.class).setSelected(false);
            return true;
        });
        press(KeyCode.ENTER);
        eventually(() -> assertThat(studio.sessions().session(starter)).isPresent());
        assertThat(studio.sessions()
                        .session(starter)
                        .orElseThrow()
                        .settings()
                        .options()
                        .contextTokens())
                .hasValue(2048);
        assertThat(studio.sessions().rememberedSettings(starter).options().contextTokens())
                .isEmpty();
    }

    @Test
    void refusesAContextBeyondTheModels() {
        robot.clickOn("#load-context");
        type("8193");
        assertThat(find("#load-load", Button.class).isDisabled()).isTrue();
        assertThat(textsIn("#load-dialog")).contains("The context must be from 1 to 8,192 tokens.");
    }

    @Test
    void refusesAQuantisedValueCacheWithoutFlashAttention() throws Exception {
        fx(() -> {
            combo("#load-value-type").setValue(CacheType.Q8_0);
            combo("#load-flash").setValue(FlashAttention.OFF);
            return true;
        });
        assertThat(find("#load-load", Button.class).isDisabled()).isTrue();
        fx(() -> {
            combo("#load-flash").setValue(FlashAttention.AUTO);
            return true;
        });
        assertThat(find("#load-load", Button.class).isDisabled()).isFalse();
    }

    @Test
    void takesDigitsOnlyAndCountsByArrows() {
        robot.clickOn("#load-parallel");
        type("x");
        assertThat(find("#load-parallel", TextField.class).getText()).isEqualTo("1");
        press(KeyCode.UP);
        press(KeyCode.UP);
        press(KeyCode.DOWN);
        assertThat(find("#load-parallel", TextField.class).getText()).isEqualTo("2");
    }

    @Test
    void offersTheDevicesThatWereFound() {
        eventually(() -> assertThat(combo("#load-device").getItems()).hasSize(3));
    }

    @SuppressWarnings("unchecked") // the test knows what each choice holds
    private ComboBox<Object> combo(String selector) {
        return find(selector, ComboBox.class);
    }
}
