package studio.athanor.desktop.chat;

import java.util.function.DoubleConsumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.engines.spi.text.Sampling;

/** Name, field and slider of one number. A value that is out of range is marked and not taken. */
final class DialRow extends VBox {

    private static final Texts TEXTS = Texts.of(DialRow.class);
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");

    private final Dial dial;
    private final DoubleConsumer chosen;
    private final TextField field = new TextField();
    private final Label wrong = new Label();
    private final @Nullable Slider slider;
    private boolean showing;

    DialRow(Dial dial, DoubleConsumer chosen) {
        this.dial = dial;
        this.chosen = chosen;
        getStyleClass().add("dial");
        String name = TEXTS.get("inspector." + dial.key());
        Label label = new Label(name);
        label.setTooltip(new Tooltip(TEXTS.get("inspector." + dial.key() + "Tip")));
        label.setLabelFor(field);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        field.setId("dial-" + dial.key());
        field.getStyleClass().addAll("small", "dial-field");
        field.setMinWidth(USE_PREF_SIZE);
        field.setAccessibleText(name);
        field.setAccessibleHelp(TEXTS.get("inspector." + dial.key() + "Tip"));
        field.setOnAction(event -> take());
        field.focusedProperty().subscribe((before, now) -> {
            if (before && !now) {
                take();
            }
        });
        wrong.getStyleClass().addAll("small", "field-error");
        wrong.setWrapText(true);
        wrong.setMinHeight(USE_PREF_SIZE);
        wrong.managedProperty().bind(wrong.visibleProperty());
        wrong.setVisible(false);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox row = new HBox(label, space, field);
        row.getStyleClass().add("dial-row");
        getChildren().add(row);
        slider = dial.slider().isPresent() ? slider(name, dial.slider().getAsDouble()) : null;
        if (slider != null) {
            getChildren().add(slider);
        }
        getChildren().add(wrong);
    }

    private Slider slider(String name, double end) {
        Slider made = new Slider(dial.least(), end, dial.least());
        made.getStyleClass().add("small");
        made.setAccessibleText(name);
        made.setBlockIncrement(dial.whole() ? 1 : 0.05);
        made.valueProperty().subscribe((before, now) -> {
            if (!showing) {
                double value = dial.whole() ? Math.rint(now.doubleValue()) : Math.rint(now.doubleValue() * 100) / 100;
                field.setText(Dial.plain(value));
                if (!made.isValueChanging()) {
                    chosen.accept(value);
                }
            }
        });
        made.valueChangingProperty().subscribe((before, now) -> {
            if (before && !now) {
                take();
            }
        });
        return made;
    }

    void show(Sampling sampling) {
        showing = true;
        try {
            if (!field.isFocused() || dial.parse(field.getText()).isPresent()) {
                field.setText(dial.text(sampling));
                mark(false);
            }
            if (slider != null && !slider.isValueChanging()) {
                slider.setValue(dial.get().applyAsDouble(sampling));
            }
        } finally {
            showing = false;
        }
    }

    private void take() {
        var value = dial.parse(field.getText());
        mark(value.isEmpty());
        value.ifPresent(chosen::accept);
    }

    private void mark(boolean bad) {
        field.pseudoClassStateChanged(WRONG, bad);
        wrong.setVisible(bad);
        if (bad) {
            wrong.setText(TEXTS.get(
                    "inspector.valueBad",
                    TEXTS.get("inspector." + dial.key()),
                    Dial.plain(dial.least()),
                    Dial.plain(dial.most())));
        }
    }
}
