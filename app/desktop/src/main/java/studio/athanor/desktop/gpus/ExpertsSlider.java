package studio.athanor.desktop.gpus;

import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.placement.PlannedLoad;
import studio.athanor.desktop.shell.Texts;

/** How many layers of a mixture keep their experts in host memory. There only while a mixture is on a card. FX thread only. */
final class ExpertsSlider extends HBox {

    private final Texts texts = Texts.of(ExpertsSlider.class);
    private final Slider slider = new Slider();
    private final Label value = new Label();
    private @Nullable PlanRow row;
    private boolean showing;

    ExpertsSlider() {
        setId("plan-experts");
        getStyleClass().add("plan-experts");
        Label label = new Label(texts.get("experts"));
        label.setLabelFor(slider);
        label.setMinWidth(Region.USE_PREF_SIZE);
        slider.setId("plan-experts-slider");
        slider.setAccessibleText(texts.get("experts"));
        slider.setTooltip(new Tooltip(texts.get("experts.tip")));
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setBlockIncrement(1);
        slider.setSnapToTicks(true);
        HBox.setHgrow(slider, Priority.ALWAYS);
        value.getStyleClass().add("number");
        value.setId("plan-experts-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(label, slider, value);
        slider.valueProperty().subscribe(this::keep);
        follow(null);
    }

    private void keep() {
        if (row != null && !showing) {
            row.keepExperts((int) Math.round(slider.getValue()));
        }
    }

    /** Follows the plan of a row. */
    void follow(@Nullable PlanRow next) {
        row = next;
        setVisible(false);
        setManaged(false);
    }

    void show(PlannedLoad load) {
        CardExperts experts = CardExperts.of(load);
        setVisible(!experts.isEmpty());
        setManaged(!experts.isEmpty());
        showing = true;
        slider.setMax(Math.max(1, experts.layers().size()));
        if (Math.round(slider.getValue()) != experts.onHost()) {
            slider.setValue(experts.onHost());
        }
        showing = false;
        String words = texts.get(
                "experts.value", experts.onHost(), experts.layers().size(), Gibibytes.text(experts.hostBytes()));
        value.setText(words);
        slider.setAccessibleHelp(words + ". " + texts.get("experts.tip"));
    }
}
