package studio.athanor.desktop.gpus;

import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.gpumonitor.placement.Placement;

/** A model's row: its layers, what is planned, what it took, and whether that fits. FX thread only. */
final class PlanRowView extends HBox {

    private final Texts texts = Texts.of(PlanRowView.class);
    private final PlanWords words = new PlanWords();
    private final PlanRow row;
    private final Function<String, String> names;
    private final ToggleButton name = new ToggleButton();
    private final SplitBar bar;
    private final Label waiting = new Label();
    private final Label planned = new Label();
    private final Tooltip plannedTip = new Tooltip();
    private final Label actual = new Label();
    private final Label verdict = new Label();
    private final FontIcon verdictIcon = new FontIcon();
    private final FontIcon actualIcon = new FontIcon();
    private final Label speed = new Label();
    private final Subscription following;

    PlanRowView(PlansModel plans, PlanRow row, ToggleGroup group, Function<String, String> names) {
        this.row = row;
        this.names = names;
        bar = new SplitBar(row, names);
        getStyleClass().add("plan-row");
        name.setMnemonicParsing(false);
        name.setText(row.entry().name());
        name.setTooltip(new Tooltip(row.entry().name()));
        name.setAccessibleText(texts.get("row.name", row.entry().name()));
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setToggleGroup(group);
        name.setUserData(row);
        name.getStyleClass().addAll("quiet", "plan-name");
        name.setOnAction(event -> {
            name.setSelected(true);
            plans.selected().set(row);
        });
        waiting.getStyleClass().addAll("muted", "small");
        waiting.setMinWidth(0);
        waiting.setMouseTransparent(true);
        StackPane middle = new StackPane(bar, waiting);
        HBox.setHgrow(middle, Priority.ALWAYS);
        middle.setMinWidth(160);
        planned.getStyleClass().addAll("number", "plan-planned");
        planned.setTooltip(plannedTip);
        actual.getStyleClass().addAll("number", "plan-actual");
        actual.setTooltip(plannedTip);
        verdict.setGraphic(verdictIcon);
        speed.getStyleClass().addAll("number", "muted", "plan-speed");
        speed.setTooltip(new Tooltip(texts.get("speed.tip")));
        Button remove = new Button("", new FontIcon(Feather.X));
        remove.getStyleClass().addAll("quiet", "icon-only", "plan-remove");
        remove.setAccessibleText(texts.get("row.remove", row.entry().name()));
        remove.setTooltip(new Tooltip(texts.get("row.remove", row.entry().name())));
        remove.setOnAction(event -> plans.remove(row));
        remove.visibleProperty().bind(row.loaded().not());
        getChildren().addAll(name, middle, planned, actual, speed, verdict, new StackPane(remove, keep(plans)));
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> plans.selected().set(row));
        focusWithinProperty().subscribe((before, now) -> {
            if (now) {
                plans.selected().set(row);
            }
        });
        following = plans.selected().subscribe(chosen -> {
            name.setSelected(row.equals(chosen));
            pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("chosen"), row.equals(chosen));
        });
        row.state().subscribe(now -> update());
        row.actual().subscribe((before, now) -> update());
    }

    /** A loaded model is not taken out of the list; whether it stays loaded is chosen in the same place. */
    private ToggleButton keep(PlansModel plans) {
        FontIcon icon = new FontIcon(Feather.UNLOCK);
        ToggleButton keep = new ToggleButton("", icon);
        keep.getStyleClass().addAll("quiet", "icon-only", "plan-remove", "plan-keep");
        keep.setAccessibleText(texts.get("row.keep", row.entry().name()));
        keep.setTooltip(new Tooltip(texts.get("row.keep.tip")));
        keep.visibleProperty().bind(row.loaded());
        keep.selectedProperty().subscribe(kept -> icon.setIconCode(kept ? Feather.LOCK : Feather.UNLOCK));
        keep.setSelected(plans.isKept(row));
        keep.setOnAction(event -> plans.keep(row, keep.isSelected()));
        return keep;
    }

    /** Stops following what outlives the row. */
    void detach() {
        following.unsubscribe();
        name.setToggleGroup(null);
    }

    PlanRow row() {
        return row;
    }

    void rename() {
        bar.rename();
        update();
    }

    private void update() {
        switch (row.state().get()) {
            case PlanState.Planning _ -> showNone(texts.get("planning"), Placement.Verdict.FITS, "");
            case PlanState.Refused(String message, String _) ->
                showNone(message, Placement.Verdict.DOES_NOT_FIT, texts.get("verdict.none"));
            case PlanState.Planned now -> show(now);
        }
    }

    private void showNone(String text, Placement.Verdict mark, String verdictText) {
        waiting.setText(text);
        waiting.setVisible(true);
        planned.setText("–");
        actual.setText("–");
        actual.setGraphic(null);
        speed.setText("");
        plannedTip.setText(text);
        showVerdict(mark, verdictText);
    }

    private void showVerdict(Placement.Verdict mark, String text) {
        verdict.setText(text);
        verdictIcon.setIconCode(PlanWords.icon(mark));
        verdict.setGraphic(text.isEmpty() ? null : verdictIcon);
        verdict.getStyleClass().setAll("label", "verdict", "plan-verdict", PlanWords.style(mark));
    }

    private void show(PlanState.Planned now) {
        waiting.setVisible(false);
        List<PlannedPart> parts = PlannedPart.of(now.load(), row.comparable());
        planned.setText(PlanWords.planned(parts));
        speed.setText(words.speed(now.load()));
        Placement.Verdict mark = now.load().placement().verdict();
        showVerdict(mark, words.verdict(mark));
        plannedTip.setText(words.comparison(parts, names));
        boolean compared = !row.comparable().isEmpty();
        boolean differs = parts.stream().anyMatch(PlannedPart::differs);
        actual.setText(compared ? PlanWords.actual(parts) : "–");
        actual.setGraphic(compared ? actualIcon : null);
        actualIcon.setIconCode(differs ? Feather.ALERT_TRIANGLE : Feather.CHECK);
        actual.getStyleClass().removeAll("verdict-tight", "verdict-fits");
        if (compared) {
            actual.getStyleClass().add(differs ? "verdict-tight" : "verdict-fits");
            actual.setAccessibleText(
                    texts.get(differs ? "actual.differs" : "actual.agrees") + ": " + plannedTip.getText());
        } else {
            actual.setAccessibleText(texts.get("actual.none"));
        }
    }

    /** Returns the names of the columns, as wide as the columns. */
    static HBox header(Texts texts) {
        Label model = column(texts.get("column.model"), "plan-name");
        Label layers = column(texts.get("column.layers"), "plan-layers");
        HBox.setHgrow(layers, Priority.ALWAYS);
        layers.setMaxWidth(Double.MAX_VALUE);
        Region end = new Region();
        end.getStyleClass().add("plan-remove");
        HBox header = new HBox(
                model,
                layers,
                column(texts.get("column.planned"), "plan-planned"),
                column(texts.get("column.actual"), "plan-actual"),
                column(texts.get("column.speed"), "plan-speed"),
                column(texts.get("column.verdict"), "plan-verdict"),
                end);
        header.getStyleClass().addAll("plan-row", "plan-header");
        return header;
    }

    private static Label column(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", style);
        if (!style.equals("plan-name") && !style.equals("plan-layers") && !style.equals("plan-verdict")) {
            label.getStyleClass().add("number");
        }
        return label;
    }
}
