package studio.athanor.desktop.data;

import java.util.Locale;
import java.util.Optional;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.row.Position;
import studio.athanor.desktop.shell.SideColumn;
import studio.athanor.desktop.shell.Texts;

/**
 * A recipe: its columns at the left, the form of one of them or the whole source in the middle, some rows at the right. Where
 * there is no room for the rows, they take the place of the form when they are asked for. FX thread only.
 */
final class EditorView extends BorderPane {

    private static final double EMS_FOR_PREVIEW = 66;

    private final Texts texts = Texts.of(EditorView.class);
    private final DataModel data;
    private final EditorModel editor;
    private final PreviewModel preview;
    private final ColumnList columns;
    private final SourceArea source;
    private final ScrollPane formScroll = new ScrollPane();
    private final StackPane middle = new StackPane();
    private final ToggleButton formToggle;
    private final ToggleButton sourceToggle;
    private final ToggleButton previewToggle;
    private final PreviewView previewView;
    private final SideColumn previewColumn;
    private final HBox body = new HBox();
    private final ProblemList problems;
    private final Label unreadable = Buttons.wrapped("", "form-unreadable");
    private final Label state = new Label();
    private final FontIcon stateIcon = new FontIcon();
    private final Button run;
    private final Label obstacle = Buttons.muted("");
    private final Label title = Buttons.heading("");
    private final Label saved = Buttons.muted("");
    private final Subscription followingRuns;
    private Optional<ColumnFormView> columnForm = Optional.empty();
    private Optional<HeadFormView> headForm = Optional.empty();

    EditorView(DataModel data, DataModel.Desk desk) {
        this.data = data;
        editor = desk.editor();
        preview = desk.preview();
        setId("recipe-editor");
        getStyleClass().add("recipe-editor");
        columns = new ColumnList(editor);
        source = new SourceArea("recipe-source", texts.get("source"));
        source.follow(editor.source());
        ToggleGroup group = new ToggleGroup();
        formToggle = toggle("editor-form", texts.get("form"), group);
        sourceToggle = toggle("editor-source", texts.get("source"), group);
        previewToggle = toggle("editor-preview", texts.get("preview"), group);
        previewView = new PreviewView(data, editor, preview);
        previewColumn = new SideColumn(previewView, Side.RIGHT, 420, 260, 900, texts.get("preview.width"));
        data.services().context().memory().keepWidth("data.preview", previewColumn);
        problems = new ProblemList(editor, this::jump);
        run = Buttons.of("recipe-run", texts.get("recipe.run"), Feather.PLAY, data::start);
        run.getStyleClass().add("accent");
        setTop(new VBox(bar(), slots(desk)));
        setCenter(body());
        setBottom(bottom());
        group.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                before.setSelected(true);
            } else {
                showMiddle();
                if (now.equals(sourceToggle)) {
                    goToColumn();
                }
            }
        });
        formToggle.setSelected(true);
        follow(desk);
        followingRuns = data.runs().changes().subscribe((before, now) -> showState());
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    void focusFirst() {
        columns.list().requestFocus();
    }

    /** Stops following what outlives the recipe. */
    void detach() {
        followingRuns.unsubscribe();
    }

    private void follow(DataModel.Desk desk) {
        editor.recipe().subscribe(now -> {
            title.setText(now == null || now.title().isBlank() ? fileTitle() : now.title());
            showForm();
        });
        editor.selected().subscribe((before, now) -> showForm());
        editor.state().subscribe(now -> showState());
        editor.saving().subscribe(now -> saved.setText(texts.get("saving." + now.name())));
        editor.place()
                .subscribe(place -> title.setTooltip(new Tooltip(place.file().toString())));
        editor.problems().addListener((ListChangeListener<Problem>) change -> showProblems());
        desk.slots().changes().subscribe((before, now) -> showState());
        showProblems();
        widthProperty().subscribe(width -> fit());
    }

    private String fileTitle() {
        return editor.place().get().fileName();
    }

    private static ToggleButton toggle(String id, String words, ToggleGroup group) {
        ToggleButton toggle = new ToggleButton(words);
        toggle.setId(id);
        toggle.setToggleGroup(group);
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        return toggle;
    }

    private HBox bar() {
        Button back = Buttons.icon("recipe-back", texts.get("back.recipes"), Feather.ARROW_LEFT, data::back);
        Button undo = Buttons.icon("recipe-undo", texts.get("undo"), Feather.ROTATE_CCW, editor::undo);
        undo.disableProperty().bind(editor.canUndo().not());
        Button redo = Buttons.icon("recipe-redo", texts.get("redo"), Feather.ROTATE_CW, editor::redo);
        redo.disableProperty().bind(editor.canRedo().not());
        Button check = Buttons.of("recipe-check", texts.get("recipe.check"), Feather.CHECK, editor::check);
        Button show = Buttons.of("recipe-preview", texts.get("recipe.preview"), Feather.EYE, this::startPreview);
        title.setId("recipe-title");
        saved.setId("recipe-saved");
        saved.setMinWidth(0);
        HBox bar = new HBox(back, title, saved, Buttons.gap(), undo, redo, check, show, run);
        bar.getStyleClass().addAll("pane-header", "data-bar");
        return bar;
    }

    private SlotsBar slots(DataModel.Desk desk) {
        return new SlotsBar(desk.slots());
    }

    private void startPreview() {
        leaveForm();
        if (!body.getChildren().contains(previewColumn)) {
            previewToggle.setSelected(true);
        }
        preview.start();
    }

    private HBox body() {
        SideColumn left = new SideColumn(columns, Side.LEFT, 252, 150, 420, texts.get("columns.width"));
        data.services().context().memory().keepWidth("data.columns", left);
        formScroll.setFitToWidth(true);
        formScroll.setFocusTraversable(false);
        formScroll.getStyleClass().addAll("edge-to-edge", "form-scroll");
        unreadable.setId("form-unreadable");
        formToggle.getStyleClass().add("left-pill");
        sourceToggle.getStyleClass().add("center-pill");
        previewToggle.getStyleClass().add("right-pill");
        HBox toggles = new HBox(formToggle, sourceToggle, previewToggle);
        toggles.getStyleClass().add("editor-toggles");
        VBox centre = new VBox(toggles, middle);
        VBox.setVgrow(middle, Priority.ALWAYS);
        HBox.setHgrow(centre, Priority.ALWAYS);
        centre.setMinWidth(0);
        body.getChildren().setAll(left, centre, previewColumn);
        return body;
    }

    private VBox bottom() {
        state.setId("recipe-state");
        state.setGraphic(stateIcon);
        state.setMinWidth(0);
        obstacle.setId("run-obstacle");
        HBox line = new HBox(12, state, Buttons.gap(), obstacle);
        line.getStyleClass().add("editor-state");
        return new VBox(problems, line);
    }

    /** Gives the rows a place of their own where there is room for one. */
    private void fit() {
        double em = title.getFont().getSize() / 1.3;
        boolean wide = getWidth() / em >= EMS_FOR_PREVIEW;
        boolean has = body.getChildren().contains(previewColumn);
        if (wide && !has) {
            previewColumn.setCenter(previewView);
            body.getChildren().add(previewColumn);
        } else if (!wide && has) {
            body.getChildren().remove(previewColumn);
        }
        previewToggle.setVisible(!wide);
        previewToggle.setManaged(!wide);
        sourceToggle.getStyleClass().removeAll("center-pill", "right-pill");
        sourceToggle.getStyleClass().add(wide ? "right-pill" : "center-pill");
        if (wide && previewToggle.isSelected()) {
            formToggle.setSelected(true);
        }
    }

    private void showMiddle() {
        if (sourceToggle.isSelected()) {
            leaveForm();
            middle.getChildren().setAll(source);
        } else if (previewToggle.isSelected()) {
            leaveForm();
            middle.getChildren().setAll(previewView);
        } else {
            middle.getChildren().setAll(new VBox(unreadable, formScroll));
            VBox.setVgrow(formScroll, Priority.ALWAYS);
        }
    }

    /** The source opens where the chosen column is. */
    private void goToColumn() {
        Recipe recipe = editor.recipe().get();
        Optional<Column> column = recipe == null
                ? Optional.empty()
                : recipe.column(editor.selected().get());
        column.ifPresent(each -> goTo(each.at()));
    }

    /** Goes there once the source is shown; of two places that are asked for, to the one that was asked for last. */
    private void goTo(Position place) {
        if (place.line() > 0) {
            Platform.runLater(() -> source.jump(place.line(), place.column()));
        }
    }

    private void leaveForm() {
        columnForm.ifPresent(ColumnFormView::leave);
        headForm.ifPresent(HeadFormView::leave);
    }

    private void showForm() {
        Recipe recipe = editor.recipe().get();
        if (recipe == null) {
            formScroll.setContent(null);
            return;
        }
        String name = editor.selected().get();
        Optional<Column> column = recipe.column(name);
        if (column.isPresent()) {
            showColumnForm(recipe, column.get());
        } else if (name.isEmpty()) {
            showHeadForm(recipe);
        }
    }

    private void showColumnForm(Recipe recipe, Column column) {
        if (columnForm.isPresent() && columnForm.get().fits(recipe, column.name())) {
            columnForm.get().update(column);
            setForm(columnForm.get());
            return;
        }
        leaveForm();
        boolean focused = columnForm.isPresent() && columnForm.get().isFocusWithin();
        ColumnFormView made = new ColumnFormView(editor, recipe, column);
        columnForm = Optional.of(made);
        headForm = Optional.empty();
        setForm(made);
        if (focused) {
            made.first().ifPresent(Node::requestFocus);
        }
    }

    private void showHeadForm(Recipe recipe) {
        if (headForm.isPresent()) {
            headForm.get().update(recipe);
            return;
        }
        leaveForm();
        HeadFormView made = new HeadFormView(editor, recipe);
        headForm = Optional.of(made);
        columnForm = Optional.empty();
        setForm(made);
    }

    private void setForm(Node form) {
        if (!form.equals(formScroll.getContent())) {
            formScroll.setContent(form);
            formScroll.setVvalue(0);
        }
    }

    private void showState() {
        EditorModel.State now = editor.state().get();
        state.setText(texts.get("state." + now.name(), editor.problems().size()));
        stateIcon.setIconCode(
                switch (now) {
                    case CHECKING -> Feather.LOADER;
                    case SOUND -> Feather.CHECK;
                    case WARNED -> Feather.ALERT_TRIANGLE;
                    case BROKEN, UNREADABLE -> Feather.ALERT_OCTAGON;
                });
        state.getStyleClass().setAll("label", "editor-state-" + now.name().toLowerCase(Locale.ROOT));
        boolean readable = now != EditorModel.State.UNREADABLE;
        unreadable.setText(readable ? "" : texts.get("form.unreadable", firstLine()));
        unreadable.setVisible(!readable);
        unreadable.setManaged(!readable);
        formScroll.setDisable(!readable);
        columns.setDisable(!readable);
        Optional<String> why = data.runObstacle();
        // while it is being checked the button stays as it was, so that it does not flicker with every letter
        if (now != EditorModel.State.CHECKING) {
            run.setDisable(why.isPresent());
            obstacle.setText(why.orElse(""));
        }
    }

    private int firstLine() {
        return editor.problems().stream()
                .mapToInt(problem -> problem.at().line())
                .filter(line -> line > 0)
                .findFirst()
                .orElse(1);
    }

    private void showProblems() {
        source.mark(editor.problems());
        showState();
    }

    private void jump(Problem problem) {
        sourceToggle.setSelected(true);
        goTo(problem.at());
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.Z) {
            if (event.isShiftDown()) {
                editor.redo();
            } else {
                editor.undo();
            }
            event.consume();
        }
    }
}
