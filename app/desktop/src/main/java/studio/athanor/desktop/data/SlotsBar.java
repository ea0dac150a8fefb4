package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelRef;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;

/** How many rows, and a model of the library for each slot. FX thread only. */
final class SlotsBar extends FlowPane {

    private final Texts texts = Texts.of(SlotsBar.class);
    private final SlotsModel model;
    private final TextField rows = new TextField();
    private final HBox rowsBox;
    private boolean showing;
    private boolean withRows = true;

    SlotsBar(SlotsModel model) {
        this.model = model;
        setId("slots");
        getStyleClass().add("slots-bar");
        rows.setId("run-rows");
        rows.setAccessibleText(texts.get("rows"));
        rows.getStyleClass().add("rows-field");
        rows.setTextFormatter(new TextFormatter<>(SlotsBar::digitsOnly));
        rows.textProperty().subscribe((before, now) -> {
            if (!showing) {
                model.rows().set(number(now));
            }
        });
        model.rows().subscribe(count -> {
            showing = true;
            if (number(rows.getText()) != count.longValue()) {
                rows.setText(String.valueOf(count.longValue()));
            }
            showing = false;
        });
        rowsBox = labelled(texts.get("rows"), rows);
        model.slots().addListener((ListChangeListener<SlotsModel.Slot>) change -> show());
        model.candidates().addListener((ListChangeListener<ModelEntry>) change -> show());
        show();
    }

    /** Leaves the number of rows out, where a run has its own. */
    void hideRows() {
        withRows = false;
        show();
    }

    private static long number(String digits) {
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** JavaFX takes null for a change that is not to happen. */
    @SuppressWarnings("NullAway")
    private static TextFormatter.Change digitsOnly(TextFormatter.Change change) {
        return change.getControlNewText().matches("[0-9]{0,9}") ? change : null;
    }

    private void show() {
        List<Node> all = new ArrayList<>();
        if (withRows) {
            all.add(rowsBox);
        }
        model.slots().forEach(slot -> all.add(slot(slot)));
        getChildren().setAll(all);
    }

    private HBox slot(SlotsModel.Slot slot) {
        ComboBox<ModelEntry> box = new ComboBox<>();
        box.setId("slot-" + slot.name());
        box.setAccessibleText(texts.get("slot.model", slot.name()));
        box.setPromptText(texts.get("slot.choose"));
        box.setConverter(new Words<>(ModelEntry::name));
        box.setVisibleRowCount(12);
        box.getStyleClass().add("slot-box");
        if (!slot.description().isBlank()) {
            box.setTooltip(new Tooltip(slot.description()));
        }
        box.getItems().setAll(model.candidates());
        box.setValue(entry(slot.model().get()));
        box.valueProperty().subscribe((before, now) -> slot.model().set(now == null ? null : now.ref()));
        return labelled(slot.name(), box);
    }

    @SuppressWarnings("NullAway") // a box takes null for no choice
    private ModelEntry entry(@Nullable ModelRef ref) {
        return model.candidates().stream()
                .filter(entry -> entry.ref().equals(ref))
                .findFirst()
                .orElse(null);
    }

    private static HBox labelled(String words, Control control) {
        Label label = Buttons.muted(words);
        label.setLabelFor(control);
        HBox box = new HBox(8, label, control);
        box.getStyleClass().add("slot");
        return box;
    }
}
