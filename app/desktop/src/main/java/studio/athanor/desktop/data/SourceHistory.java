package studio.athanor.desktop.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a source said before, for undo and redo. */
final class SourceHistory {

    private static final int MOST = 200;

    private final Deque<String> before = new ArrayDeque<>();
    private final Deque<String> after = new ArrayDeque<>();
    private String now;

    SourceHistory(String source) {
        now = source;
    }

    /** Keeps a source that somebody stopped at. */
    void keep(String source) {
        if (source.equals(now)) {
            return;
        }
        before.push(now);
        if (before.size() > MOST) {
            before.removeLast();
        }
        after.clear();
        now = source;
    }

    Optional<String> undo(String source) {
        keep(source);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        after.push(now);
        now = before.pop();
        return Optional.of(now);
    }

    Optional<String> redo() {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        before.push(now);
        now = after.pop();
        return Optional.of(now);
    }

    boolean canUndo() {
        return !before.isEmpty();
    }

    boolean canRedo() {
        return !after.isEmpty();
    }
}
