package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.desktop.shell.Texts;

/** The recipe itself and its columns, one of which the form is of. FX thread only. */
final class ColumnList extends BorderPane {

    private static final Pattern COLUMN = Pattern.compile("columns\\[([0-9]+)].*");

    private final Texts texts = Texts.of(ColumnList.class);
    private final EditorModel editor;
    private final ObservableList<Item> items = FXCollections.observableArrayList();
    private final ListView<Item> list = new ListView<>(items);
    private final MenuButton add = new MenuButton();
    private final List<Button> ofColumn = new ArrayList<>();
    private Map<Integer, Problem.Severity> marks = Map.of();
    private boolean showing;

    ColumnList(EditorModel editor) {
        this.editor = editor;
        getStyleClass().add("column-list");
        list.setId("columns");
        list.setAccessibleText(texts.get("columns"));
        list.setAccessibleHelp(texts.get("columns.help"));
        list.setCellFactory(view -> new Cell());
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        list.getSelectionModel().selectedItemProperty().subscribe((before, now) -> {
            if (!showing && now != null) {
                editor.selected().set(now.name());
            }
        });
        setCenter(list);
        setBottom(buttons());
        editor.recipe().subscribe(this::show);
        editor.selected().subscribe(name -> select());
        editor.problems().addListener((ListChangeListener<Problem>) change -> showMarks());
    }

    ListView<Item> list() {
        return list;
    }

    private HBox buttons() {
        add.setId("column-add");
        add.setText(texts.get("column.add"));
        add.setGraphic(new FontIcon(Feather.PLUS));
        add.setMinWidth(44);
        for (ColumnForm form : ColumnForm.values()) {
            if (form == ColumnForm.CATEGORY) {
                add.getItems().add(new SeparatorMenuItem());
            }
            MenuItem item = new MenuItem(texts.get("kind." + form.name()), new FontIcon(icon(form)));
            item.setOnAction(event -> addColumn(form));
            add.getItems().add(item);
        }
        ofColumn.add(Buttons.icon("column-up", texts.get("column.up"), Feather.ARROW_UP, () -> move(-1)));
        ofColumn.add(Buttons.icon("column-down", texts.get("column.down"), Feather.ARROW_DOWN, () -> move(1)));
        ofColumn.add(Buttons.icon("column-copy", texts.get("column.copy"), Feather.COPY, this::copy));
        ofColumn.add(Buttons.icon("column-remove", texts.get("column.remove"), Feather.TRASH_2, this::remove));
        HBox box = new HBox(add, Buttons.gap());
        box.getChildren().addAll(ofColumn);
        box.setMinWidth(0);
        box.getStyleClass().add("column-buttons");
        return box;
    }

    private void show(@Nullable Recipe recipe) {
        List<Item> wanted = new ArrayList<>();
        wanted.add(new Item("", Optional.empty()));
        if (recipe != null) {
            recipe.columns().forEach(column -> wanted.add(new Item(column.name(), Optional.of(column))));
        }
        showing = true;
        try {
            if (!wanted.equals(items)) {
                items.setAll(wanted);
            }
        } finally {
            showing = false;
        }
        select();
    }

    private void select() {
        String name = editor.selected().get();
        showing = true;
        try {
            items.stream()
                    .filter(item -> item.name().equals(name))
                    .findFirst()
                    .ifPresent(list.getSelectionModel()::select);
        } finally {
            showing = false;
        }
        ofColumn.forEach(button -> button.setDisable(name.isEmpty()));
    }

    private void showMarks() {
        Map<Integer, Problem.Severity> next = new HashMap<>();
        for (Problem problem : editor.problems()) {
            Matcher matcher = COLUMN.matcher(problem.field());
            if (matcher.matches() && matcher.group(1).length() < 6) {
                next.merge(
                        Integer.parseInt(matcher.group(1)),
                        problem.severity(),
                        (one, other) -> one == Problem.Severity.ERROR ? one : other);
            }
        }
        if (!next.equals(marks)) {
            marks = next;
            list.refresh();
        }
    }

    private void addColumn(ColumnForm form) {
        String after = editor.selected().get();
        Recipe now = editor.recipe().get();
        if (now == null) {
            return;
        }
        String name = RecipeEdits.freeName(now, texts.get("column.new"));
        editor.edit(
                recipe -> {
                    Recipe base = form.asksModel() && recipe.models().isEmpty()
                            ? RecipeEdits.withSlot(recipe, RecipeEdits.slot("writer"))
                            : recipe;
                    int at = RecipeEdits.indexOf(base, after);
                    return RecipeEdits.inserted(
                            base, at < 0 ? base.columns().size() : at + 1, ColumnForms.blank(form, name, base));
                },
                name);
    }

    private void copy() {
        String name = editor.selected().get();
        Recipe now = editor.recipe().get();
        if (now == null || name.isEmpty()) {
            return;
        }
        String copy = RecipeEdits.freeName(now, name);
        editor.edit(
                recipe -> recipe.column(name)
                        .map(column -> RecipeEdits.inserted(
                                recipe,
                                RecipeEdits.indexOf(recipe, name) + 1,
                                new Column(
                                        copy,
                                        column.kind(),
                                        column.dropped(),
                                        column.when(),
                                        column.checks(),
                                        column.at())))
                        .orElse(recipe),
                copy);
    }

    private void move(int by) {
        String name = editor.selected().get();
        if (!name.isEmpty()) {
            editor.edit(recipe -> RecipeEdits.moved(recipe, name, by), name);
        }
    }

    private void remove() {
        String name = editor.selected().get();
        if (!name.isEmpty()) {
            editor.edit(recipe -> RecipeEdits.removed(recipe, name), "");
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DELETE -> remove();
            case UP, DOWN -> {
                if (!event.isAltDown()) {
                    return;
                }
                move(event.getCode() == KeyCode.UP ? -1 : 1);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    static Ikon icon(ColumnForm form) {
        return switch (form) {
            case TEXT -> Feather.TYPE;
            case STRUCTURED -> Feather.CODE;
            case CHOICE -> Feather.CHECK_SQUARE;
            case SCORE -> Feather.STAR;
            case CONVERSATION -> Feather.MESSAGE_SQUARE;
            case TOOL_CONVERSATION -> Feather.TOOL;
            case EMBEDDING -> Feather.GRID;
            case CATEGORY, SUBCATEGORY -> Feather.LIST;
            case UNIFORM, NORMAL, POISSON, INTEGER_RANGE -> Feather.HASH;
            case BERNOULLI -> Feather.TOGGLE_LEFT;
            case DATE_TIME -> Feather.CALENDAR;
            case RANDOM_UUID -> Feather.KEY;
            case PERSON -> Feather.USER;
            case PICK -> Feather.FILE;
            case CHUNK -> Feather.FILE_TEXT;
            case EXPRESSION -> Feather.PERCENT;
        };
    }

    /**
     * A line of the list.
     *
     * @param name of the column; empty for the recipe itself
     * @param column empty for the recipe itself
     */
    record Item(String name, Optional<Column> column) {}

    private final class Cell extends ListCell<Item> {
        private final FontIcon icon = new FontIcon();
        private final Label name = new Label();
        private final Label what = new Label();
        private final FontIcon mark = new FontIcon();
        private final Label markBox = new Label("", mark);
        private final HBox box;

        Cell() {
            what.getStyleClass().addAll("muted", "small");
            name.setMinWidth(0);
            what.setMinWidth(0);
            VBox words = new VBox(name, what);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            box = new HBox(8, icon, words, markBox);
            box.getStyleClass().add("column-cell");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Item item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            Optional<ColumnForm> form = item.column().map(column -> ColumnForm.of(column.kind()));
            icon.setIconCode(form.map(ColumnList::icon).orElse(Feather.SLIDERS));
            name.setText(item.column().isPresent() ? item.name() : texts.get("recipe.itself"));
            boolean dropped = item.column().map(Column::dropped).orElse(false);
            String kind = form.map(each -> texts.get("kind." + each.name())).orElse(texts.get("recipe.itself.what"));
            what.setText(dropped ? texts.get("column.dropped", kind) : kind);
            Problem.Severity severity = item.column().isPresent() ? marks.get(getIndex() - 1) : null;
            markBox.setVisible(severity != null);
            mark.setIconCode(severity == Problem.Severity.ERROR ? Feather.ALERT_OCTAGON : Feather.ALERT_TRIANGLE);
            markBox.getStyleClass().setAll("label", severity == Problem.Severity.ERROR ? "mark-error" : "mark-warning");
            setTooltip(new Tooltip(name.getText() + " · " + what.getText()));
            setAccessibleText(name.getText() + ", " + what.getText()
                    + (severity == null ? "" : ", " + texts.get("column.problem")));
            setGraphic(box);
        }
    }
}
