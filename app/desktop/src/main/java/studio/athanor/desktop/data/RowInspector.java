package studio.athanor.desktop.data;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import studio.athanor.data.row.Rejection;
import studio.athanor.data.run.Cell;
import studio.athanor.data.run.RowState;
import studio.athanor.data.run.RunRow;
import studio.athanor.desktop.data.RunModel.RowDetail;
import studio.athanor.desktop.shell.KeptFocus;
import studio.athanor.desktop.shell.Texts;

/** Every cell of one row, and whether the row counts. FX thread only. */
final class RowInspector extends ScrollPane {

    private final Texts texts = Texts.of(RowInspector.class);
    private final RunModel run;
    private final VBox content = new VBox();
    private final Button undo;
    private @Nullable RowDetail shown;

    RowInspector(RunModel run) {
        this.run = run;
        setId("row-inspector");
        getStyleClass().addAll("edge-to-edge", "row-inspector");
        setFitToWidth(true);
        setFocusTraversable(false);
        setAccessibleText(texts.get("inspector"));
        content.getStyleClass().add("row-cells");
        setContent(content);
        undo = Buttons.icon("row-undo", texts.get("undo.hand"), Feather.ROTATE_CCW, run::undo);
        undo.disableProperty().bind(run.canUndo().not());
        run.detail().subscribe(detail -> KeptFocus.through(content, () -> show(detail)));
    }

    private void show(@Nullable RowDetail detail) {
        if (detail == null) {
            content.getChildren().setAll(Buttons.wrapped(texts.get("inspector.none"), "muted"));
            return;
        }
        boolean other = shown == null || shown.row().number() != detail.row().number();
        shown = detail;
        RunRow row = detail.row();
        content.getChildren().setAll(List.of(head(row)));
        row.rejection()
                .filter(why -> row.state() == RowState.REJECTED)
                .ifPresent(why -> content.getChildren().add(verdict(why)));
        for (Cell cell : detail.cells()) {
            content.getChildren().add(CellBox.ofRun(texts, run, cell, detail.rejection(cell.column())));
        }
        if (other) {
            setVvalue(0);
        }
    }

    private VBox head(RunRow row) {
        Label title = new Label(texts.get("inspector.row", String.valueOf(row.number())));
        title.getStyleClass().add("subheading");
        Label state = Buttons.wrapped(
                texts.get("row.state." + row.state().name())
                        + (row.edited() ? " · " + texts.get("row.edited") : "")
                        + (row.attempt() > 0 ? " · " + texts.get("cell.attempt", row.attempt() + 1) : ""),
                "muted");
        Button accept = Buttons.of(
                "row-accept", texts.get("row.accept"), Feather.CHECK, () -> run.setState(row, RowState.ACCEPTED));
        accept.setDisable(row.state() == RowState.ACCEPTED);
        Button remove = Buttons.of(
                "row-remove", texts.get("row.remove"), Feather.TRASH_2, () -> run.setState(row, RowState.REMOVED));
        remove.setDisable(row.state() == RowState.REMOVED);
        FlowPane buttons = new FlowPane(accept, remove, undo);
        buttons.getStyleClass().add("row-buttons");
        return new VBox(4, title, state, buttons);
    }

    private VBox verdict(Rejection why) {
        VBox box = new VBox(
                4,
                Buttons.wrapped(
                        texts.get("cell.rejected", ReasonWords.of(texts, why.reason()), why.detail()),
                        "verdict-tight"));
        Optional.of(why.near())
                .filter(near -> near.isPresent())
                .ifPresent(near -> box.getChildren()
                        .add(Buttons.of(
                                "row-near",
                                texts.get("inspector.near", String.valueOf(near.getAsLong())),
                                Feather.ARROW_RIGHT,
                                () -> run.inspect(near.getAsLong()))));
        return box;
    }
}
