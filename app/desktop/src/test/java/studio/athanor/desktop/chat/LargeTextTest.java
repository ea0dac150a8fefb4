package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import studio.athanor.desktop.testkit.ChatStudio;

/** The pane with its inspector, with text at twice its size, in the room that the rail and the status bar leave. */
@SuppressWarnings("NullAway.Init") // set before each test
class LargeTextTest {

    private static final double RAIL = 141;
    private static final double STATUS_BAR = 53;

    @TempDir
    private Path home;

    private ChatStudio studio;
    private ChatWindow window;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        studio = new ChatStudio(home);
    }

    @AfterEach
    void close() throws Exception {
        WaitForAsyncUtils.asyncFx(window::close).get(30, TimeUnit.SECONDS);
        studio.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "960, 640"})
    void cutsNothingOff(double width, double height) throws Exception {
        window = WaitForAsyncUtils.asyncFx(() -> new ChatWindow(studio, width - RAIL, height - STATUS_BAR, 2))
                .get(30, TimeUnit.SECONDS);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(WaitForAsyncUtils.asyncFx(() -> {
                            Parent root = window.stage().getScene().getRoot();
                            root.applyCss();
                            root.layout();
                            return cutOff(root);
                        })
                        .get(30, TimeUnit.SECONDS))
                .isEmpty();
    }

    /** A long name of a model is cut in the header, and its tip has it whole; what can be scrolled to is not cut. */
    private List<String> cutOff(Parent parent) {
        List<String> found = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (!child.isVisible()) {
                continue;
            }
            if (child instanceof Labeled labeled
                    && labeled.isTextTruncated()
                    && !"model-picker".equals(child.getId())) {
                found.add("truncated: " + labeled.getText());
            }
            if (child instanceof Control && !(child instanceof ScrollBar) && !insideSideways(child)) {
                found.add("outside: " + child);
            }
            if (child instanceof Parent branch) {
                found.addAll(cutOff(branch));
            }
        }
        return found;
    }

    private boolean insideSideways(Node node) {
        Bounds place = node.localToScene(node.getLayoutBounds());
        return place.getMinX() >= -0.5 && place.getMaxX() <= node.getScene().getWidth() + 0.5;
    }
}
