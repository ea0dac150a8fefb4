package studio.athanor.desktop.gpus;

import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.placement.Objective;

/** What can be done with the plan of the chosen row, and why it is as it is. FX thread only. */
final class PlanDetail extends VBox {

    private final Texts texts = Texts.of(PlanDetail.class);
    private final ToggleGroup objectives = new ToggleGroup();
    private final PlanSummary summary;
    private final ExpertsSlider experts = new ExpertsSlider();
    private final Button auto = new Button();
    private final Button apply = new Button();
    private final Label why = new Label();
    private Subscription following = Subscription.EMPTY;

    PlanDetail(PlansModel plans, Function<String, String> names) {
        summary = new PlanSummary(names);
        setId("plan-detail");
        getStyleClass().add("plan-detail");
        Label label = new Label(texts.get("objective"));
        label.setMinWidth(Region.USE_PREF_SIZE);
        FlowPane controls = new FlowPane(label);
        controls.getStyleClass().add("plan-controls");
        for (Objective objective : Objective.values()) {
            RadioButton button = new RadioButton(texts.get("objective." + objective));
            button.setId("objective-" + objective);
            button.setToggleGroup(objectives);
            button.setUserData(objective);
            button.setTooltip(new Tooltip(texts.get("objective.tip." + objective)));
            button.setOnAction(event -> plans.plan(objective));
            controls.getChildren().add(button);
        }
        auto.setId("plan-auto");
        auto.setText(texts.get("auto"));
        auto.setTooltip(new Tooltip(texts.get("auto.tip")));
        auto.setOnAction(event -> plans.plan(objective()));
        apply.setId("plan-apply");
        apply.setText(texts.get("apply"));
        apply.getStyleClass().add("accent");
        apply.setOnAction(event -> plans.apply());
        why.getStyleClass().addAll("small", "muted");
        why.setId("plan-apply-why");
        HBox buttons = new HBox(auto, apply, why);
        buttons.getStyleClass().add("plan-buttons");
        getChildren().addAll(controls, experts, summary, buttons);
        plans.selected().subscribe(this::follow);
    }

    private Objective objective() {
        return objectives.getSelectedToggle() != null
                        && objectives.getSelectedToggle().getUserData() instanceof Objective chosen
                ? chosen
                : Objective.FASTEST_ANSWER;
    }

    private void follow(@Nullable PlanRow row) {
        following.unsubscribe();
        following = Subscription.EMPTY;
        setVisible(row != null);
        setManaged(row != null);
        experts.follow(row);
        summary.showAnother();
        if (row != null) {
            following = row.state()
                    .subscribe(now -> show(row))
                    .and(row.actual().subscribe((before, now) -> show(row)))
                    .and(row.loaded().subscribe((before, now) -> show(row)));
        }
    }

    private void show(PlanRow row) {
        switch (row.state().get()) {
            case PlanState.Planning _ -> summary.showPlanning();
            case PlanState.Refused(String message, String remedy) -> summary.showRefused(message, remedy);
            case PlanState.Planned planned -> {
                summary.show(planned.load(), row.comparable());
                experts.show(planned.load());
                for (var toggle : objectives.getToggles()) {
                    toggle.setSelected(toggle.getUserData() == planned.objective());
                }
            }
        }
        boolean fits = row.fits();
        apply.setDisable(!fits);
        String reason = fits
                ? texts.get(
                        row.loaded().get() ? "apply.reloads" : "apply.remembers",
                        row.entry().name())
                : texts.get(row.planned().isPresent() ? "apply.not" : "apply.none");
        why.setText(reason);
        apply.setAccessibleHelp(reason);
    }
}
