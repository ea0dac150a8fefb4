package studio.athanor.desktop.gpus;

import java.util.Map;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.theme.StyleSheets;
import studio.athanor.gpumonitor.placement.Placement;

/** A plan in full: whether it fits, how fast it may be, what each device holds, and why. FX thread only. */
public final class PlanSummary extends VBox {

    private final Texts texts = Texts.of(PlanSummary.class);
    private final PlanWords words = new PlanWords();
    private final Function<String, String> names;
    private final Label verdict = new Label();
    private final FontIcon icon = new FontIcon();
    private final PlanBars bars = new PlanBars();
    private final Label why = new Label();

    /** Creates a summary that names devices as the engine does. */
    public PlanSummary() {
        this(id -> id);
    }

    PlanSummary(Function<String, String> names) {
        this.names = names;
        getStyleClass().add("plan-summary");
        getStylesheets().add(StyleSheets.of(PlanSummary.class, "gpus.css"));
        verdict.setId("plan-verdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(Region.USE_PREF_SIZE);
        why.setId("plan-why");
        why.getStyleClass().addAll("small", "muted", "plan-why");
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(verdict, bars, why);
        showPlanning();
    }

    /** Shows a plan. */
    public void show(PlannedLoad load) {
        show(load, Map.of());
    }

    void show(PlannedLoad load, Map<String, Long> actual) {
        Placement.Verdict now = load.placement().verdict();
        mark(now, texts.get("summary", words.verdict(now), words.speed(load)));
        bars.show(PlannedPart.of(load, actual), names);
        show(
                why,
                texts.get("why", String.join(" ", load.reasons())),
                !load.reasons().isEmpty());
        bars.setManaged(true);
        bars.setVisible(true);
    }

    /** Shows that a plan of another model is being made, of which nothing is known yet. */
    void showAnother() {
        bars.setManaged(false);
        bars.setVisible(false);
        showPlanning();
    }

    /** Shows that a plan is being made. What was shown stays until it is there. */
    public void showPlanning() {
        if (!bars.isVisible() || bars.getChildren().isEmpty()) {
            verdict.setText(texts.get("planning"));
            verdict.setGraphic(null);
            verdict.getStyleClass().setAll("label", "muted");
            show(why, "", false);
        }
    }

    /** Shows why there is no plan. */
    public void showRefused(String message, String remedy) {
        mark(Placement.Verdict.DOES_NOT_FIT, message);
        bars.setManaged(false);
        bars.setVisible(false);
        show(why, remedy, !remedy.isEmpty());
    }

    private void mark(Placement.Verdict now, String text) {
        verdict.setText(text);
        icon.setIconCode(PlanWords.icon(now));
        verdict.setGraphic(icon);
        verdict.getStyleClass().setAll("label", "verdict", PlanWords.style(now));
    }

    private static void show(Label label, String text, boolean shown) {
        label.setText(text);
        label.setVisible(shown);
        label.setManaged(shown);
    }
}
