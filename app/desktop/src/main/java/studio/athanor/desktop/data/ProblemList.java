package studio.athanor.desktop.data;

import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.Problem;
import studio.athanor.desktop.shell.Texts;

/** The problems of a recipe, each with its line. Pressing one goes there. */
final class ProblemList extends ScrollPane {

    private static final int MOST = 200;
    private static final double LEAST_HEIGHT = 72;

    private final Texts texts = Texts.of(ProblemList.class);
    private final EditorModel editor;
    private final Consumer<Problem> jump;
    private final VBox rows = new VBox();

    ProblemList(EditorModel editor, Consumer<Problem> jump) {
        this.editor = editor;
        this.jump = jump;
        setId("problems");
        getStyleClass().addAll("edge-to-edge", "problems");
        setFitToWidth(true);
        setFocusTraversable(false);
        setAccessibleText(texts.get("problems"));
        setContent(rows);
        // how many lines the sentences take is only known when they are laid out
        rows.heightProperty().subscribe(height -> {
            setPrefHeight(height.doubleValue() + 2);
            setMinHeight(Math.min(height.doubleValue() + 2, LEAST_HEIGHT));
        });
        editor.problems().addListener((ListChangeListener<Problem>) change -> show());
        show();
    }

    private void show() {
        List<Node> shown =
                editor.problems().stream().limit(MOST).<Node>map(this::row).toList();
        rows.getChildren().setAll(shown);
        setVisible(!shown.isEmpty());
        setManaged(!shown.isEmpty());
    }

    private Button row(Problem problem) {
        boolean error = problem.severity() == Problem.Severity.ERROR;
        String place =
                problem.at().line() > 0 ? texts.get("problem.line", problem.at().line()) + "  " : "";
        Button row = new Button(
                place + problem.sentence(), new FontIcon(error ? Feather.ALERT_OCTAGON : Feather.ALERT_TRIANGLE));
        row.setMnemonicParsing(false);
        row.setWrapText(true);
        row.setMinHeight(USE_PREF_SIZE);
        row.setMaxWidth(Double.MAX_VALUE);
        row.getStyleClass().addAll("quiet", "problem-row", error ? "mark-error" : "mark-warning");
        row.setAccessibleText(texts.get(error ? "problem.error" : "problem.warning") + " " + row.getText());
        row.setAccessibleHelp(texts.get("problems.help"));
        row.setOnAction(event -> jump.accept(problem));
        return row;
    }
}
