package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;
import studio.athanor.desktop.notice.Notice;
import studio.athanor.desktop.notice.NoticeStack;

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
    void keepsWhatCanBeTakenBackLongerThanWhatIsOnlyTold() throws Exception {
        window.notices().show(Notice.info("The run was deleted.").withRemedy("Undo", () -> {}));
        window.notices().show(Notice.info("Fine."));
        eventually(() -> assertThat(textsIn("#notices")).contains("Fine."));
        eventually(() -> assertThat(sentences()).doesNotContain("Fine."));
        assertThat(sentences()).containsExactly("The run was deleted.");
    }

    @Test
    void keepsANoticeWhileItHasTheFocus() throws Exception {
        Node before = fx(() -> {
            Node owner = stage.getScene().getFocusOwner();
            window.notices().show(Notice.info("Looked at."));
            ((NoticeStack) stage.getScene().lookup("#notices")).focusLatest();
            window.notices().show(Notice.info("Fine."));
            return owner;
        });
        eventually(() -> assertThat(sentences()).doesNotContain("Fine."));
        assertThat(sentences()).containsExactly("Looked at.");
        fx(() -> {
            before.requestFocus();
            return before;
        });
        eventually(() -> assertThat(sentences()).isEmpty());
    }

    @Test
    void dismissesOneNoticeAndNotALaterOneThatSaysTheSame() throws Exception {
        Notice first = Notice.info("Copied.");
        Notice later = Notice.info("Copied.");
        fx(() -> {
            window.notices().show(first);
            window.notices().show(later);
            window.notices().dismiss(first);
            return later;
        });
        assertThat(sentences()).containsExactly("Copied.");
    }

    private List<String> sentences() throws Exception {
        return fx(() -> window.notices().open().stream().map(Notice::sentence).toList());
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
