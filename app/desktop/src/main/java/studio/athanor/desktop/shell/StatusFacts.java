package studio.athanor.desktop.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Facts that panes hand to the status bar. FX thread only. */
public final class StatusFacts {

    private final ReadOnlyObjectWrapper<@Nullable AnswerSpeed> lastAnswer = new ReadOnlyObjectWrapper<>();

    /** Creates facts that say nothing. */
    public StatusFacts() {}

    /** Tells how fast the last answer came; may be called while it still comes, at most once per frame. */
    public void answered(AnswerSpeed speed) {
        lastAnswer.set(speed);
    }

    /** Returns how fast the last answer came; null before the first. */
    public ReadOnlyObjectProperty<@Nullable AnswerSpeed> lastAnswer() {
        return lastAnswer.getReadOnlyProperty();
    }

    /**
     * How fast an answer came.
     *
     * @param tokensPerSecond of generation
     * @param firstTokenMillis from sending to the first token
     */
    public record AnswerSpeed(double tokensPerSecond, double firstTokenMillis) {}
}
