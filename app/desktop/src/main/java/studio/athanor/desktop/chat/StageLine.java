package studio.athanor.desktop.chat;

import java.util.Locale;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.job.Progress;

/** Says how far loading the model or reading the prompt is. */
final class StageLine extends Label {

    private static final Texts TEXTS = Texts.of(StageLine.class);

    private final ChatModel model;

    StageLine(ChatModel model) {
        this.model = model;
        setId("stage");
        getStyleClass().addAll("stage-line", "muted", "small");
        managedProperty().bind(visibleProperty());
        model.state().subscribe(state -> update());
        model.progress().subscribe(progress -> update());
    }

    private void update() {
        ChatState state = model.state().get();
        @Nullable Progress progress = model.progress().get();
        setVisible(state == ChatState.LOADING_MODEL || state == ChatState.PROCESSING_PROMPT);
        if (state == ChatState.LOADING_MODEL) {
            setText(progress == null ? TEXTS.get("stage.loading") : TEXTS.get("stage.loadingPart", text(progress)));
        } else if (state == ChatState.PROCESSING_PROMPT) {
            setText(
                    progress instanceof Progress.Steps steps
                            ? TEXTS.get("stage.prompt", grouped(steps.done()), grouped(steps.total()))
                            : TEXTS.get("stage.waiting"));
        }
    }

    private static String grouped(long tokens) {
        return String.format(Locale.ENGLISH, "%,d", tokens);
    }

    private static String text(Progress progress) {
        return switch (progress) {
            case Progress.Indeterminate indeterminate -> indeterminate.text();
            case Progress.Steps steps -> steps.done() + " / " + steps.total() + " " + steps.unit();
            case Progress.Bytes bytes ->
                String.format(Locale.ROOT, "%.1f / %.1f GB", bytes.done() / 1e9, bytes.total() / 1e9);
            case Progress.Fraction fraction -> fraction.text() + " " + Math.round(fraction.fraction() * 100) + " %";
        };
    }
}
