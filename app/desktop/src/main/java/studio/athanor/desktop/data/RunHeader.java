package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.run.RunFigures;
import studio.athanor.data.run.RunStatus;
import studio.athanor.desktop.shell.Texts;

/** How far a run is, how fast, what was rejected and why; pause, resume, export. FX thread only. */
final class RunHeader extends VBox {

    private final Texts texts = Texts.of(RunHeader.class);
    private final RunWords words = new RunWords(texts);
    private final Consumer<String> showReason;
    private final Label state = new Label();
    private final FontIcon stateIcon = new FontIcon();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label rows = figure("run-accepted");
    private final Label speed = figure("run-speed");
    private final Label tokens = figure("run-tokens");
    private final Label left = figure("run-left");
    private final Label rejected = figure("run-rejected");
    private final Label energy = figure("run-energy");
    private final FlowPane figures;
    private final List<Button> chips = new ArrayList<>();
    private final Label reason = Buttons.wrapped("", "verdict-tight");
    private final Button pause;
    private final Button cancel;
    private final Button resume;
    private Map<String, Long> shownReasons = Map.of();

    /**
     * Creates a header that follows a run.
     *
     * @param showReason shows the rows that were rejected for a reason
     */
    RunHeader(RunModel run, Runnable back, Runnable onResume, Runnable export, Consumer<String> showReason) {
        this.showReason = showReason;
        getStyleClass().add("run-header");
        Label title = Buttons.heading(run.title());
        title.setId("run-title");
        title.setTooltip(new Tooltip(run.folder().toString()));
        state.setId("run-state");
        state.setGraphic(stateIcon);
        state.setMinWidth(0);
        pause = Buttons.of("run-pause", texts.get("run.pause"), Feather.PAUSE, run::pause);
        cancel = Buttons.icon("run-cancel", texts.get("run.cancel"), Feather.SQUARE, run::cancel);
        pause.setOnAction(event -> {
            pause.setDisable(true);
            pause.setText(texts.get("run.pausing"));
            run.pause();
        });
        resume = Buttons.of("run-resume", texts.get("run.resume"), Feather.PLAY, onResume);
        HBox top = new HBox(
                Buttons.icon("run-back", texts.get("back"), Feather.ARROW_LEFT, back),
                title,
                state,
                Buttons.gap(),
                pause,
                cancel,
                resume,
                Buttons.of("run-export", texts.get("run.export"), Feather.DOWNLOAD, export));
        top.getStyleClass().addAll("pane-header", "data-bar");
        bar.setId("run-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(texts.get("run.progress"));
        HBox.setHgrow(bar, Priority.ALWAYS);
        figures = new FlowPane(rows, speed, tokens, left, energy, rejected);
        figures.setId("run-figures");
        figures.getStyleClass().add("run-figures");
        reason.setId("run-reason");
        VBox below = new VBox(bar, figures, reason);
        below.getStyleClass().add("run-below");
        getChildren().addAll(top, below);
        run.progress().subscribe(this::show);
    }

    private static Label figure(String id) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add("run-figure");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private void show(@Nullable RunProgressNow now) {
        pause.setVisible(now != null && now.working());
        pause.setManaged(pause.isVisible());
        cancel.setVisible(pause.isVisible());
        cancel.setManaged(pause.isVisible());
        if (!pause.isVisible()) {
            pause.setDisable(false);
            pause.setText(texts.get("run.pause"));
        }
        resume.setVisible(now != null && !now.working() && now.status() != RunStatus.COMPLETE);
        resume.setManaged(resume.isVisible());
        if (now == null) {
            state.setText(texts.get("run.reading"));
            return;
        }
        RunFigures figures = now.figures();
        resume.setDisable(now.starting());
        state.setText(
                now.starting() ? texts.get("run.loading") : words.status(Optional.of(now.status()), now.working()));
        stateIcon.setIconCode(RunWords.icon(Optional.of(now.status()), now.working()));
        bar.setProgress(now.fraction());
        rows.setText(texts.get("run.rows", figures.accepted(), figures.target()));
        speed.setText(texts.get("run.speed", RunWords.rate(now.rowsPerSecond())));
        tokens.setText(texts.get("run.tokens", RunWords.rate(now.tokensPerSecond())));
        show(left, now.working(), texts.get("run.left", words.span(now.secondsLeft())));
        show(rejected, figures.rejectedRows() > 0, texts.get("run.rejected", figures.rejectedRows()));
        show(
                energy,
                figures.wattHours().isPresent(),
                texts.get("run.energy", figures.wattHours().orElse(0)));
        boolean stopped = !now.reason().isEmpty() && !now.working() && !now.starting();
        show(reason, stopped || now.elsewhere(), now.elsewhere() ? texts.get("run.elsewhere") : now.reason());
        showReasons(figures.rejectedByReason());
    }

    private static void show(Label label, boolean shown, String text) {
        label.setText(text);
        label.setVisible(shown);
        label.setManaged(shown);
    }

    /** Buttons stay while the reasons stay, so that the focus does. */
    private void showReasons(Map<String, Long> counts) {
        if (counts.equals(shownReasons)) {
            return;
        }
        if (!List.copyOf(counts.keySet()).equals(List.copyOf(shownReasons.keySet()))) {
            figures.getChildren().removeAll(chips);
            chips.clear();
            counts.keySet().forEach(each -> chips.add(chip(each)));
            figures.getChildren().addAll(chips);
        }
        shownReasons = new LinkedHashMap<>(counts);
        int i = 0;
        for (Map.Entry<String, Long> each : counts.entrySet()) {
            String text = texts.get("run.reason", ReasonWords.of(texts, each.getKey()), each.getValue());
            Button chip = chips.get(i++);
            chip.setText(text);
            chip.setAccessibleText(texts.get("run.reason.show", text));
        }
    }

    private Button chip(String name) {
        Button chip = new Button();
        chip.setId("reason-" + name);
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("small", "filter-chip");
        chip.setTooltip(new Tooltip(texts.get("run.reason.tip")));
        chip.setOnAction(event -> showReason.accept(name));
        return chip;
    }
}
