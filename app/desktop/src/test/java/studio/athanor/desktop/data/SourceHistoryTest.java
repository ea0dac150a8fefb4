package studio.athanor.desktop.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceHistoryTest {

    private final SourceHistory history = new SourceHistory("a");

    @Test
    void goesBackAndForth() {
        history.keep("ab");
        history.keep("abc");
        assertThat(history.undo("abc")).contains("ab");
        assertThat(history.undo("ab")).contains("a");
        assertThat(history.undo("a")).isEmpty();
        assertThat(history.redo()).contains("ab");
        assertThat(history.redo()).contains("abc");
        assertThat(history.redo()).isEmpty();
    }

    @Test
    void takesWhatWasTypedLastIntoAccount() {
        history.keep("ab");
        assertThat(history.undo("abx")).contains("ab");
    }

    @Test
    void forgetsWhatWasUndoneOnceSomethingElseIsTyped() {
        history.keep("ab");
        assertThat(history.undo("ab")).contains("a");
        history.keep("ac");
        assertThat(history.canRedo()).isFalse();
        assertThat(history.undo("ac")).contains("a");
    }
}
