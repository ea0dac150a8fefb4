package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.testkit.FakeModels;

/** A person who hears the window instead of seeing it must be told what each control is. */
class AccessibleNamesTest extends WindowTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go.chat",
                "go.data",
                "go.gpus",
                "go.models",
                "go.settings",
                "palette",
                "shortcuts",
                "picker",
                "options"
            })
    void everyControlHasAName(String command) throws Exception {
        studio.library().add(FakeModels.added("qwen3-4b", 2_500_000_000L));
        studio.sessions().ensureLoaded(FakeModels.starter().ref()).result().join();
        fx(() -> {
            window.notices()
                    .show(Notice.error("T-1", "It failed.", "Try again.", Optional.of("details"))
                            .withRemedy("Again", () -> {}));
            return true;
        });
        run(command);
        assertThat(fx(() -> nameless(stage.getScene().getRoot()))).isEmpty();
    }

    private static List<String> nameless(Parent parent) {
        List<String> found = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Control control && child.isVisible() && needsName(control) && !hasName(control)) {
                found.add(control.getClass().getSimpleName() + " #" + control.getId() + " " + control.getStyleClass()
                        + " in " + parent.getStyleClass());
            }
            boolean inside =
                    child instanceof ListView || child instanceof TableView || child instanceof TextInputControl;
            if (child instanceof Parent branch && !inside) {
                found.addAll(nameless(branch));
            }
        }
        return found;
    }

    /** Scroll bars belong to what they scroll, and a panel that only scrolls need not be named unless it takes the focus. */
    private static boolean needsName(Control control) {
        return !(control instanceof ScrollBar)
                && !(control instanceof Label)
                && !(control instanceof ScrollPane && !control.isFocusTraversable())
                && (control.isFocusTraversable() || control instanceof Labeled);
    }

    private static boolean hasName(Control control) {
        String spoken = control.getAccessibleText();
        if (spoken != null && !spoken.isBlank()) {
            return true;
        }
        return control instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank();
    }
}
