package studio.athanor.desktop.data;

import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.Problem;
import studio.athanor.desktop.shell.Texts;

/** The problems of a recipe, each with its line. A click or Enter goes there. */
final class ProblemList extends ListView<Problem> {

    private final Texts texts = Texts.of(ProblemList.class);
    private final Consumer<Problem> jump;

    ProblemList(EditorModel editor, Consumer<Problem> jump) {
        super(editor.problems());
        this.jump = jump;
        setId("problems");
        getStyleClass().add("problems");
        setAccessibleText(texts.get("problems"));
        setAccessibleHelp(texts.get("problems.help"));
        setCellFactory(list -> new Cell());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            Problem chosen = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                jump.accept(chosen);
                event.consume();
            }
        });
    }

    private final class Cell extends ListCell<Problem> {
        private final FontIcon icon = new FontIcon();
        private final Label mark = new Label("", icon);
        private final Label line = new Label();
        private final Label sentence = new Label();
        private final HBox box = new HBox(8, mark, line, sentence);

        Cell() {
            line.getStyleClass().addAll("muted", "code", "problem-line");
            sentence.setWrapText(true);
            HBox.setHgrow(sentence, Priority.ALWAYS);
            box.getStyleClass().add("problem-cell");
            setPrefWidth(0);
            addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                Problem problem = getItem();
                if (problem != null) {
                    jump.accept(problem);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Problem item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            boolean error = item.severity() == Problem.Severity.ERROR;
            icon.setIconCode(error ? Feather.ALERT_OCTAGON : Feather.ALERT_TRIANGLE);
            mark.getStyleClass().setAll("label", error ? "mark-error" : "mark-warning");
            boolean placed = item.at().line() > 0;
            line.setText(placed ? texts.get("problem.line", item.at().line()) : "");
            line.setVisible(placed);
            line.setManaged(placed);
            sentence.setText(item.sentence());
            setAccessibleText(texts.get(error ? "problem.error" : "problem.warning") + " " + line.getText() + ": "
                    + item.sentence());
            setGraphic(box);
        }
    }
}
