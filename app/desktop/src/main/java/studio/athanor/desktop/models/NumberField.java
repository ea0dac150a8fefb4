package studio.athanor.desktop.models;

import java.util.OptionalInt;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A field for a whole number within a range; empty means that the engine chooses. Up and Down change it. */
final class NumberField extends TextField {

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private static final int MOST_DIGITS = 9;

    private final int least;
    private final int most;

    NumberField(int least, int most, OptionalInt value, String whenEmpty) {
        this.least = least;
        this.most = most;
        setPromptText(whenEmpty);
        getStyleClass().add("number-field");
        setTextFormatter(new TextFormatter<>(NumberField::digitsOnly));
        value.ifPresent(number -> setText(Integer.toString(number)));
        textProperty().subscribe(() -> pseudoClassStateChanged(DANGER, !valid()));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
                int by = event.getCode() == KeyCode.UP ? 1 : -1;
                setText(Integer.toString(Math.clamp((long) number().orElse(least) + by, least, most)));
                end();
                event.consume();
            }
        });
    }

    /** JavaFX takes null for a change that is not to happen. */
    @SuppressWarnings("NullAway")
    private static TextFormatter.Change digitsOnly(TextFormatter.Change change) {
        return change.getControlNewText().matches("[0-9]{0," + MOST_DIGITS + "}") ? change : null;
    }

    int most() {
        return most;
    }

    boolean valid() {
        OptionalInt number = number();
        return number.isEmpty() || (number.getAsInt() >= least && number.getAsInt() <= most);
    }

    OptionalInt number() {
        return getText().isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(getText()));
    }
}
