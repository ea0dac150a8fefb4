package studio.athanor.desktop.data;

import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;

/** One field of a form: its name, what is typed or chosen, and what is wrong with it. FX thread only. */
final class FieldControl extends VBox {

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private static final int LEAST_LINES = 2;
    private static final int MOST_LINES = 14;

    private final Texts texts;
    private final FormField field;
    private final Control control;
    private final Label mistake = Buttons.wrapped("", "problem", "small");
    private boolean showing;

    /**
     * Creates a field that is empty.
     *
     * @param prefix begins the ids of controls
     * @param changed called when a person changes it
     */
    FieldControl(Texts texts, FormField field, String prefix, List<String> options, Runnable changed) {
        this.texts = texts;
        this.field = field;
        Runnable byHand = () -> {
            if (!showing) {
                changed.run();
            }
        };
        control = build(options, byHand);
        control.setId(prefix + "-" + field.key().replace('.', '-'));
        control.setAccessibleText(name());
        String help = texts.get("field." + field.key() + ".help");
        control.setAccessibleHelp(help);
        if (!help.isEmpty()) {
            control.setTooltip(new Tooltip(help));
        }
        getStyleClass().add("form-field");
        if (!(control instanceof CheckBox)) {
            Label label = Buttons.muted(name());
            label.setLabelFor(control);
            label.getStyleClass().add("small");
            getChildren().add(label);
        }
        getChildren().addAll(control, mistake);
        showMistake(Optional.empty());
    }

    private String name() {
        return texts.get("field." + field.key());
    }

    private Control build(List<String> options, Runnable changed) {
        return switch (field.kind()) {
            case FLAG -> {
                CheckBox box = new CheckBox(name());
                box.selectedProperty().subscribe((before, now) -> changed.run());
                yield box;
            }
            case TEXT, CODE, LIST -> area(changed);
            case CHOICE, COLUMN, COLUMN_OR_NONE, SLOT, SLOT_OR_NONE, SOURCE -> box(options, changed);
            case LINE, NUMBER -> {
                TextField line = new TextField();
                line.textProperty().subscribe((before, now) -> changed.run());
                yield line;
            }
        };
    }

    private TextArea area(Runnable changed) {
        TextArea area = new TextArea();
        area.setWrapText(field.kind() != FormField.Kind.CODE);
        area.setPrefColumnCount(10);
        area.getStyleClass().add(field.kind() == FormField.Kind.CODE ? "code" : "prose");
        area.textProperty().subscribe(now -> {
            int lines = (int) now.chars().filter(each -> each == '\n').count() + 1 + now.length() / 60;
            area.setPrefRowCount(Math.clamp(lines, LEAST_LINES, MOST_LINES));
        });
        area.textProperty().subscribe((before, now) -> changed.run());
        area.setMinHeight(USE_PREF_SIZE);
        return area;
    }

    private ComboBox<String> box(List<String> options, Runnable changed) {
        ComboBox<String> box = new ComboBox<>();
        box.getItems().setAll(options);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new Words<>(this::words));
        box.valueProperty().subscribe((before, now) -> changed.run());
        return box;
    }

    private String words(String option) {
        if (option.isEmpty()) {
            return texts.get("none");
        }
        return field.kind() == FormField.Kind.CHOICE ? texts.get("option." + option) : option;
    }

    FormField field() {
        return field;
    }

    Control control() {
        return control;
    }

    String text() {
        return switch (control) {
            case CheckBox box -> String.valueOf(box.isSelected());
            case TextInputControl input -> input.getText();
            case ComboBox<?> box -> box.getValue() == null ? "" : String.valueOf(box.getValue());
            default -> throw new IllegalStateException(control.toString());
        };
    }

    /** Shows a value that nobody typed here. */
    void show(String text) {
        if (text.equals(text())) {
            return;
        }
        showing = true;
        try {
            switch (control) {
                case CheckBox box -> box.setSelected(Boolean.parseBoolean(text));
                case TextInputControl input -> {
                    int caret = input.getCaretPosition();
                    input.setText(text);
                    input.positionCaret(Math.min(caret, text.length()));
                }
                case ComboBox<?> box -> choose(box, text);
                default -> throw new IllegalStateException(control.toString());
            }
        } finally {
            showing = false;
        }
    }

    @SuppressWarnings("unchecked") // boxes of this class hold texts
    private static void choose(ComboBox<?> box, String text) {
        ComboBox<String> texts = (ComboBox<String>) box;
        if (!texts.getItems().contains(text)) {
            texts.getItems().add(text);
        }
        texts.setValue(text);
    }

    void showMistake(Optional<FormMistake.Reason> reason) {
        control.pseudoClassStateChanged(DANGER, reason.isPresent());
        mistake.setText(reason.map(each -> texts.get("mistake." + each.name())).orElse(""));
        mistake.setVisible(reason.isPresent());
        mistake.setManaged(reason.isPresent());
    }
}
