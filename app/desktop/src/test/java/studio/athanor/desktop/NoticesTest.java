package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.notice.Notice;

class NoticesTest extends WindowTest {

    @Test
    void showsDetailsAndCopiesThemWithTheCode() throws Exception {
        window.notices().show(Notice.error("T-7", "It broke.", "Mend it.", Optional.of("line 1\nline 2")));
        eventually(() -> assertThat(textsIn("#notices")).contains("It broke.", "Mend it.", "T-7"));

        robot.clickOn("Details");
        assertThat(find(".notice-details", TextArea.class).getText()).isEqualTo("line 1\nline 2");
        robot.clickOn("Copy details");
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString()))
                .contains("T-7", "It broke.", "Mend it.", "line 2");
    }

    @Test
    void doesTheRemedyAndGoesAway() {
        AtomicInteger done = new AtomicInteger();
        window.notices()
                .show(Notice.error("T-8", "It broke.", "", Optional.empty())
                        .withRemedy("Mend it", done::incrementAndGet));
        eventually(() -> assertThat(isShown(".notice")).isTrue());
        robot.clickOn("Mend it");
        assertThat(done).hasValue(1);
        assertThat(isShown(".notice")).isFalse();
    }

    @Test
    void countsWhatFailedInTheStatusBar() {
        window.notices().show(Notice.error("T-9", "One.", "", Optional.empty()));
        window.notices().show(Notice.error("T-9", "Two.", "", Optional.empty()));
        window.notices().show(Notice.error("T-9", "Two.", "", Optional.empty()));
        window.notices().show(Notice.info("Fine."));
        eventually(() -> assertThat(find("#status-notices", javafx.scene.control.Button.class)
                        .getText())
                .isEqualTo("2"));
    }

    @Test
    void givesADefectAShortCodeThatStaysTheSame() {
        RuntimeException defect = new IllegalStateException("no such thing");
        Notice first = window.notices().describe(defect);
        Notice wrapped = window.notices().describe(new CompletionException(defect));
        assertThat(first.code().orElseThrow()).matches("X-[0-9A-F]{4}");
        assertThat(wrapped.code()).isEqualTo(first.code());
        assertThat(first.details().orElseThrow()).contains("IllegalStateException", "NoticesTest");
    }
}
