package studio.athanor.desktop.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.run.Cell;
import studio.athanor.desktop.shell.KeptFocus;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shortcuts.Shortcuts;

/** One cell looked at closely: its value, how it came about, what was said about it, and what can be done with it. FX thread only. */
final class CellBox extends VBox {

    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private static final int MOST_LINES = 12;
    private static final double CHARACTERS_IN_A_LINE = 44;

    private final Texts texts;
    private final Cell cell;
    private final TextArea value;
    private final Label note = Buttons.wrapped("", "small");
    private final HBox buttons = new HBox(4);
    private final VBox again = new VBox(4);

    private CellBox(Texts texts, Cell cell, Optional<Rejection> rejection) {
        this.texts = texts;
        this.cell = cell;
        setId("cell-" + cell.column());
        getStyleClass().add("cell-box");
        Label name = new Label(cell.column());
        name.getStyleClass().add("strong");
        name.setMinWidth(0);
        HBox head = new HBox(8, name, Buttons.gap(), buttons);
        head.getStyleClass().add("cell-head");
        value = area(CellWords.whole(cell.value()), false);
        value.setId("cell-value-" + cell.column());
        value.setAccessibleText(texts.get("cell.value", cell.column()));
        note.setVisible(false);
        note.setManaged(false);
        getChildren().addAll(head, value, note, again);
        rejection.ifPresent(why -> getChildren().add(verdict(why)));
        getChildren().addAll(facts());
        getChildren().addAll(words());
    }

    /** Returns the box of a preview's cell. */
    static CellBox ofPreview(Texts texts, Cell cell) {
        return new CellBox(texts, cell, Optional.empty());
    }

    /** Returns the box of a run's cell, which can be changed. */
    static CellBox ofRun(Texts texts, RunModel run, Cell cell, Optional<Rejection> rejection) {
        CellBox box = new CellBox(texts, cell, rejection);
        box.addActions(run);
        return box;
    }

    private static TextArea area(String text, boolean code) {
        TextArea area = new TextArea(text);
        area.setEditable(false);
        area.setWrapText(true);
        area.setPrefColumnCount(10);
        area.getStyleClass().add(code ? "code" : "prose");
        area.setPrefRowCount(lines(text));
        area.setMinHeight(USE_PREF_SIZE);
        return area;
    }

    private static int lines(String text) {
        long lines = text.lines()
                .limit(MOST_LINES)
                .mapToLong(line -> 1 + (long) (line.length() / CHARACTERS_IN_A_LINE))
                .sum();
        return Math.clamp(lines, 1, MOST_LINES);
    }

    private Label verdict(Rejection why) {
        return Buttons.wrapped(texts.get("cell.rejected", reason(why), why.detail()), "verdict-tight", "small");
    }

    private String reason(Rejection why) {
        return ReasonWords.of(texts, why.reason());
    }

    private Label facts() {
        List<String> facts = new ArrayList<>();
        if (!cell.slot().isEmpty()) {
            facts.add(cell.slot());
        }
        facts.add(texts.get("cell.seed", String.valueOf(cell.seed())));
        if (cell.attempt() > 0) {
            facts.add(texts.get("cell.attempt", cell.attempt() + 1));
        }
        if (!cell.slot().isEmpty()) {
            facts.add(texts.get("cell.tokens", cell.promptTokens(), cell.reusedTokens(), cell.generatedTokens()));
        }
        if (cell.millis() > 0) {
            facts.add(String.format(Locale.ENGLISH, texts.get("cell.millis"), cell.millis()));
        }
        return Buttons.wrapped(String.join(" · ", facts), "muted", "small");
    }

    private List<Node> words() {
        List<Node> folded = new ArrayList<>();
        if (!cell.prompt().isEmpty()) {
            folded.add(folded("cell.prompt", CellWords.pretty(cell.prompt())));
        }
        if (!cell.output().isEmpty()) {
            folded.add(folded("cell.output", cell.output()));
        }
        return folded;
    }

    private TitledPane folded(String key, String text) {
        TextArea area = area(text, true);
        area.setAccessibleText(texts.get("cell.of", texts.get(key), cell.column()));
        TitledPane pane = new TitledPane(texts.get(key), area);
        pane.setExpanded(false);
        pane.setAnimated(false);
        pane.getStyleClass().addAll("dense", "cell-fold");
        return pane;
    }

    private void addActions(RunModel run) {
        Button edit = Buttons.icon(
                "cell-edit-" + cell.column(),
                texts.get("cell.edit", cell.column()),
                Feather.EDIT_2,
                () -> startEdit(run));
        List<Node> actions = new ArrayList<>();
        actions.add(edit);
        if (!cell.slot().isEmpty()) {
            Button make = Buttons.icon(
                    "cell-again-" + cell.column(),
                    texts.get("cell.again", cell.column()),
                    Feather.REFRESH_CW,
                    () -> {});
            make.setOnAction(event -> makeAgain(run, make));
            actions.add(make);
        }
        KeptFocus.through(buttons, () -> buttons.getChildren().setAll(actions));
    }

    private void startEdit(RunModel run) {
        value.setEditable(true);
        value.requestFocus();
        value.setOnKeyPressed(event -> editKey(run, event));
        Button save = Buttons.icon(
                "cell-save-" + cell.column(), texts.get("cell.save", cell.column()), Feather.CHECK, () -> save(run));
        Button leave = Buttons.icon(
                "cell-leave-" + cell.column(), texts.get("cell.leave", cell.column()), Feather.X, () -> leave(run));
        buttons.getChildren().setAll(save, leave);
        tell(new Shortcuts.KeyHint("", texts.get("cell.keys"), "").displayText(), "muted");
    }

    private void editKey(RunModel run, KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            save(run);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            leave(run);
            event.consume();
        }
    }

    private void save(RunModel run) {
        try {
            JsonElement after = CellWords.edited(value.getText(), cell.value());
            value.pseudoClassStateChanged(DANGER, false);
            leave(run);
            if (!after.equals(cell.value())) {
                value.setText(CellWords.whole(after));
                run.edit(cell.row(), cell.column(), cell.value(), after);
            }
        } catch (JsonParseException e) {
            value.pseudoClassStateChanged(DANGER, true);
            tell(texts.get("cell.not.json"), "problem");
        }
    }

    private void leave(RunModel run) {
        value.setEditable(false);
        value.setOnKeyPressed(event -> {});
        value.setText(CellWords.whole(cell.value()));
        value.pseudoClassStateChanged(DANGER, false);
        note.setVisible(false);
        note.setManaged(false);
        addActions(run);
    }

    private void makeAgain(RunModel run, Button make) {
        make.setDisable(true);
        again.getChildren().clear();
        tell(texts.get("again.running"), "muted");
        run.makeAgain(
                cell.row(),
                cell.column(),
                made -> {
                    make.setDisable(false);
                    showMade(run, made);
                },
                failure -> {
                    make.setDisable(false);
                    tell(run.words(failure), "problem");
                });
    }

    private void showMade(RunModel run, Cell made) {
        if (made.value().equals(cell.value())) {
            tell(texts.get("again.same"), "verdict-fits");
            return;
        }
        tell(texts.get("again.other"), "verdict-tight");
        TextArea other = area(CellWords.whole(made.value()), false);
        other.setAccessibleText(texts.get("again.value", cell.column()));
        Button use = Buttons.of(
                "again-use-" + cell.column(),
                texts.get("again.use"),
                Feather.CHECK,
                () -> run.edit(cell.row(), cell.column(), cell.value(), made.value()));
        again.getChildren().setAll(other, use);
    }

    private void tell(String words, String style) {
        note.setText(words);
        note.getStyleClass().setAll("label", "small", style);
        note.setVisible(true);
        note.setManaged(true);
    }
}
