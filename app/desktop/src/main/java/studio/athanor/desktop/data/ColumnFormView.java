package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.data.row.Position;
import studio.athanor.desktop.shell.Texts;
import studio.athanor.desktop.shell.Words;

/** The form of a column. What is typed goes into the source when nobody has typed for a moment. FX thread only. */
final class ColumnFormView extends VBox {

    private static final Duration STOPPED_TYPING = Duration.millis(300);
    private static final List<FormField> HEAD = List.of(FormField.line("name", ""));
    private static final List<FormField> TAIL = List.of(FormField.line("when", ""), FormField.flag("dropped"));
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_]*";

    private final Texts texts = Texts.of(ColumnFormView.class);
    private final EditorModel editor;
    private final Recipe recipe;
    private final RecipeNames names;
    private final FieldsBox head;
    private final ComboBox<ColumnForm> kind = new ComboBox<>();
    private final VBox middle = new VBox();
    private final FieldsBox tail;
    private final VBox checks = new VBox();
    private final List<CheckBoxForm> checkForms = new ArrayList<>();
    private final PauseTransition stopped = new PauseTransition(STOPPED_TYPING);
    private FieldsBox fields;
    private Column shown;
    private boolean showing;

    ColumnFormView(EditorModel editor, Recipe recipe, Column column) {
        this.editor = editor;
        this.recipe = recipe;
        shown = column;
        names = RecipeNames.of(recipe, column.name());
        setId("column-form");
        getStyleClass().add("column-form");
        Runnable changed = this::changed;
        head = new FieldsBox(texts, HEAD, "column", names, changed);
        tail = new FieldsBox(texts, TAIL, "column", names, changed);
        fields = fieldsOf(ColumnForm.of(column.kind()));
        kind.setId("column-kind");
        kind.setAccessibleText(texts.get("column.kind"));
        kind.getItems().setAll(ColumnForm.values());
        kind.setConverter(new Words<>(form -> texts.get("kind." + form.name())));
        kind.setMaxWidth(Double.MAX_VALUE);
        kind.setVisibleRowCount(12);
        kind.valueProperty().subscribe((before, now) -> chooseKind(now));
        Label kindName = Buttons.muted(texts.get("column.kind"));
        kindName.setLabelFor(kind);
        kindName.getStyleClass().add("small");
        VBox kindBox = new VBox(kindName, kind);
        kindBox.getStyleClass().add("form-field");
        checks.getStyleClass().add("form-checks");
        stopped.setOnFinished(event -> send());
        getChildren().addAll(head, kindBox, middle, tail, checksHead(), checks);
        show(column);
    }

    /** Shows the column as it is now, unless something that was typed here is not in the source yet. */
    void update(Column column) {
        boolean waiting = stopped.getStatus() == Animation.Status.RUNNING || editor.isEditing();
        if (!waiting && !column.equals(shown)) {
            show(column);
        }
    }

    /** Tells whether the form can show a column of this recipe, or must be made anew. */
    boolean fits(Recipe now, String column) {
        return column.equals(shown.name()) && RecipeNames.of(now, column).equals(names);
    }

    Optional<Node> first() {
        return head.first();
    }

    /** Sends what was typed a moment ago, before the form is left. */
    void leave() {
        if (stopped.getStatus() == Animation.Status.RUNNING) {
            send();
        }
    }

    private FieldsBox fieldsOf(ColumnForm form) {
        FieldsBox made = new FieldsBox(texts, form.fields(), "column", names, this::changed);
        middle.getChildren().setAll(made);
        return made;
    }

    private void show(Column column) {
        showing = true;
        try {
            ColumnForm form = ColumnForm.of(column.kind());
            if (!form.equals(kind.getValue())) {
                kind.setValue(form);
                fields = fieldsOf(form);
            }
            shown = column;
            head.show(FormValues.with(values -> values.put("name", column.name())));
            fields.show(ColumnForms.values(column.kind()));
            tail.show(FormValues.with(
                    values -> values.put("when", column.when().orElse("")).put("dropped", column.dropped())));
            showChecks(column.checks());
        } finally {
            showing = false;
        }
    }

    private void chooseKind(@Nullable ColumnForm form) {
        if (showing || form == null) {
            return;
        }
        FormValues values = ColumnForms.initial(form, fields.values(), names);
        fields = fieldsOf(form);
        fields.show(values);
        send();
    }

    private HBox checksHead() {
        Label title = new Label(texts.get("checks"));
        title.getStyleClass().add("strong");
        MenuButton add = new MenuButton(texts.get("check.add"), new FontIcon(Feather.PLUS));
        add.setId("check-add");
        add.setMinWidth(Region.USE_PREF_SIZE);
        for (CheckForm form : CheckForm.values()) {
            MenuItem item = new MenuItem(texts.get("check." + form.name()));
            item.setOnAction(event -> addCheck(form));
            add.getItems().add(item);
        }
        HBox box = new HBox(8, title, Buttons.gap(), add);
        box.getStyleClass().add("checks-head");
        return box;
    }

    private void showChecks(List<RowCheck> wanted) {
        List<CheckForm> kinds = wanted.stream().map(CheckForm::of).toList();
        if (kinds.equals(checkForms.stream().map(box -> box.form).toList())) {
            for (int i = 0; i < wanted.size(); i++) {
                checkForms.get(i).fields.show(CheckForm.values(wanted.get(i)));
            }
            return;
        }
        checkForms.clear();
        for (int i = 0; i < wanted.size(); i++) {
            RowCheck check = wanted.get(i);
            CheckBoxForm box = new CheckBoxForm(i, CheckForm.of(check));
            box.fields.show(CheckForm.values(check));
            checkForms.add(box);
        }
        checks.getChildren().setAll(checkForms);
    }

    private void addCheck(CheckForm form) {
        CheckBoxForm box = new CheckBoxForm(checkForms.size(), form);
        box.fields.show(FormValues.initial(form.fields(), FormValues.of(Map.of())));
        checkForms.add(box);
        checks.getChildren().add(box);
        send();
    }

    private void changed() {
        if (!showing) {
            stopped.playFromStart();
            editor.typing(this::send);
        }
    }

    private void send() {
        stopped.stop();
        read().filter(column -> !column.equals(shown)).ifPresent(after -> {
            String before = shown.name();
            shown = after;
            editor.edit(now -> RecipeEdits.replaced(now, before, after), after.name());
        });
        editor.typed();
    }

    private Optional<Column> read() {
        head.showMistake(Optional.empty());
        fields.showMistake(Optional.empty());
        FieldsBox at = head;
        try {
            String name = name();
            at = fields;
            var value = ColumnForms.kind(kind.getValue(), fields.values(), shown.kind());
            at = tail;
            FormValues rest = tail.values();
            List<RowCheck> all = new ArrayList<>();
            for (CheckBoxForm box : checkForms) {
                at = box.fields;
                at.showMistake(Optional.empty());
                Position place = all.size() < shown.checks().size()
                        ? shown.checks().get(all.size()).at()
                        : Position.NONE;
                all.add(box.form.check(box.fields.values(), place));
            }
            return Optional.of(new Column(name, value, rest.flag("dropped"), rest.optional("when"), all, shown.at()));
        } catch (FormMistake mistake) {
            at.showMistake(Optional.of(mistake));
            return Optional.empty();
        }
    }

    private String name() throws FormMistake {
        String name = head.values().needed("name").strip();
        if (!name.matches(NAME)) {
            throw new FormMistake("name", FormMistake.Reason.NOT_A_NAME);
        }
        if (!name.equals(shown.name()) && recipe.column(name).isPresent()) {
            throw new FormMistake("name", FormMistake.Reason.NAME_TAKEN);
        }
        return name;
    }

    /** The form of one check. */
    private final class CheckBoxForm extends VBox {
        private final CheckForm form;
        private final FieldsBox fields;

        CheckBoxForm(int index, CheckForm form) {
            this.form = form;
            fields = new FieldsBox(texts, form.fields(), "check-" + index, names, ColumnFormView.this::changed);
            Label title = new Label(texts.get("check." + form.name()));
            HBox top = new HBox(
                    8,
                    title,
                    Buttons.gap(),
                    Buttons.icon("check-remove-" + index, texts.get("check.remove", title.getText()), Feather.X, () -> {
                        checkForms.remove(this);
                        checks.getChildren().remove(this);
                        send();
                    }));
            HBox.setHgrow(title, Priority.NEVER);
            top.getStyleClass().add("check-top");
            getStyleClass().addAll("card", "check-form");
            getChildren().addAll(top, fields);
        }
    }
}
