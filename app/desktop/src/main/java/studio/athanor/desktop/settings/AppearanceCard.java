package studio.athanor.desktop.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.UiScheduler;
import studio.athanor.desktop.shell.Words;
import studio.athanor.desktop.theme.Motion;
import studio.athanor.desktop.theme.Theme;

/** Light or dark, size of text, motion. */
final class AppearanceCard extends Card {

    private static final double PERCENT_STEP = 10;

    private final Map<Theme.Choice, ToggleButton> themes = new LinkedHashMap<>();
    private final Slider size = new Slider(Theme.LEAST_TEXT_SCALE * 100, Theme.MOST_TEXT_SCALE * 100, 100);
    private final Label percent = new Label();
    private final ComboBox<Motion.Choice> motion = new ComboBox<>();

    /** Set while controls are made to show the settings, which then must not change them. */
    private boolean showing;

    AppearanceCard(Texts texts, AppearanceModel model, UiScheduler scheduler) {
        super(texts, "appearance");
        showing = true;
        size.setValue(model.get().textScale() * 100);
        row("appearance.theme", texts.get("appearance.theme.help"), themeButtons(model));

        size.setId("text-scale");
        size.setAccessibleText(texts.get("appearance.size"));
        size.setMajorTickUnit(PERCENT_STEP);
        size.setMinorTickCount(0);
        size.setBlockIncrement(PERCENT_STEP);
        size.setSnapToTicks(true);
        size.setPrefWidth(180);
        percent.getStyleClass().add("number");
        percent.setMinWidth(40);
        size.valueProperty().subscribe(value -> {
            percent.setText(texts.get("percent", Math.round(value.doubleValue())));
            if (!size.isValueChanging() && !showing) {
                apply(model);
            }
        });
        size.valueChangingProperty().subscribe((before, changing) -> {
            if (!changing) {
                apply(model);
            }
        });
        HBox sizeBox = new HBox(8, size, percent);
        sizeBox.getStyleClass().add("settings-control");
        row("appearance.size", texts.get("appearance.size.help"), sizeBox);

        motion.setId("motion");
        motion.setAccessibleText(texts.get("appearance.motion"));
        motion.getItems().setAll(Motion.Choice.values());
        motion.setConverter(new Words<>(choice -> texts.get("motion." + choice.name())));
        motion.setOnAction(event -> {
            if (!showing) {
                model.choose(motion.getValue());
            }
        });
        row("appearance.motion", "", motion);
        showing = false;
        var _ = model.observe(appearance -> scheduler.execute(() -> show(appearance)));
    }

    void focusFirst() {
        themes.values().stream().filter(ToggleButton::isSelected).findFirst().ifPresent(ToggleButton::requestFocus);
    }

    private HBox themeButtons(AppearanceModel model) {
        ToggleGroup group = new ToggleGroup();
        for (Theme.Choice choice : Theme.Choice.values()) {
            ToggleButton button = new ToggleButton(texts().get("theme." + choice.name()));
            button.setId("theme-" + choice.name().toLowerCase(java.util.Locale.ROOT));
            button.setToggleGroup(group);
            button.getStyleClass().add(pill(choice));
            button.setOnAction(event -> {
                button.setSelected(true);
                model.choose(choice);
            });
            themes.put(choice, button);
        }
        HBox box = new HBox();
        box.getChildren().addAll(themes.values());
        return box;
    }

    private static String pill(Theme.Choice choice) {
        return switch (choice) {
            case SYSTEM -> "left-pill";
            case LIGHT -> "center-pill";
            case DARK -> "right-pill";
        };
    }

    private void apply(AppearanceModel model) {
        double scale = Math.round(size.getValue() / PERCENT_STEP) * PERCENT_STEP / 100;
        if (Math.abs(scale - model.get().textScale()) > 0.001) {
            model.scale(scale);
        }
    }

    private void show(Appearance appearance) {
        showing = true;
        themes.forEach((choice, button) -> button.setSelected(choice == appearance.theme()));
        if (!size.isValueChanging()) {
            size.setValue(appearance.textScale() * 100);
        }
        motion.setValue(appearance.motion());
        showing = false;
    }
}
