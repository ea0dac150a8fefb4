package studio.athanor.desktop.data;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import studio.athanor.desktop.shell.Texts;

/** The fields of a form, one below the other. FX thread only. */
final class FieldsBox extends VBox {

    private final List<FieldControl> controls;

    FieldsBox(Texts texts, List<FormField> fields, String prefix, RecipeNames names, Runnable changed) {
        getStyleClass().add("form-fields");
        controls = fields.stream()
                .map(field -> new FieldControl(texts, field, prefix, names.options(field), changed))
                .toList();
        getChildren().addAll(controls);
    }

    void show(FormValues values) {
        for (FieldControl control : controls) {
            control.show(values.text(control.field().key()));
        }
    }

    FormValues values() {
        return FormValues.with(
                made -> controls.forEach(control -> made.put(control.field().key(), control.text())));
    }

    /** Marks the field that cannot be used, and no other. */
    void showMistake(Optional<FormMistake> mistake) {
        for (FieldControl control : controls) {
            control.showMistake(
                    mistake.filter(each -> each.field().equals(control.field().key()))
                            .map(FormMistake::reason));
        }
    }

    Optional<Node> first() {
        return controls.stream().<Node>map(FieldControl::control).findFirst();
    }
}
