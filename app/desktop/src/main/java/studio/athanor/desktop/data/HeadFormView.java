package studio.athanor.desktop.data;

import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.desktop.shell.Texts;

/** The form of what a recipe says of itself, and its model slots. FX thread only. */
final class HeadFormView extends VBox {

    private static final Duration STOPPED_TYPING = Duration.millis(300);
    private static final List<FormField> FIELDS = List.of(
            FormField.line("title", ""),
            FormField.text("description", ""),
            FormField.number("rows", "100"),
            FormField.number("attempts", "3"),
            FormField.number("seed", "1"),
            FormField.line("licence", ""));

    private final Texts texts = Texts.of(HeadFormView.class);
    private final EditorModel editor;
    private final FieldsBox fields;
    private final VBox slots = new VBox(4);
    private final PauseTransition stopped = new PauseTransition(STOPPED_TYPING);
    private RecipeEdits.Head shown;

    HeadFormView(EditorModel editor, Recipe recipe) {
        this.editor = editor;
        setId("head-form");
        getStyleClass().add("column-form");
        fields = new FieldsBox(texts, FIELDS, "recipe", RecipeNames.of(recipe, ""), this::changed);
        stopped.setOnFinished(event -> send());
        Label title = new Label(texts.get("slots"));
        title.getStyleClass().add("strong");
        getChildren().addAll(fields, title, slots, Buttons.wrapped(texts.get("slots.help"), "muted", "small"));
        shown = RecipeEdits.Head.of(recipe);
        show(recipe);
    }

    /** Shows the recipe as it is now, unless something that was typed here is not in the source yet. */
    void update(Recipe recipe) {
        if (stopped.getStatus() != Animation.Status.RUNNING && !editor.isEditing()) {
            show(recipe);
        }
    }

    Optional<Node> first() {
        return fields.first();
    }

    void leave() {
        if (stopped.getStatus() == Animation.Status.RUNNING) {
            send();
        }
    }

    private void show(Recipe recipe) {
        shown = RecipeEdits.Head.of(recipe);
        fields.show(FormValues.with(values -> values.put("title", shown.title())
                .put("description", shown.description())
                .put("rows", shown.rows())
                .put("attempts", shown.attempts())
                .put("seed", shown.seed())
                .put("licence", shown.licence())));
        slots.getChildren()
                .setAll(recipe.models().values().stream().map(this::slot).toList());
        if (recipe.models().isEmpty()) {
            slots.getChildren().setAll(Buttons.wrapped(texts.get("slots.none"), "muted"));
        }
    }

    private Label slot(ModelSlot slot) {
        return Buttons.wrapped(
                slot.description().isBlank()
                        ? slot.name()
                        : texts.get("slot.described", slot.name(), slot.description()));
    }

    private void changed() {
        stopped.playFromStart();
        editor.typing(this::send);
    }

    private void send() {
        stopped.stop();
        fields.showMistake(Optional.empty());
        try {
            FormValues values = fields.values();
            RecipeEdits.Head head = new RecipeEdits.Head(
                    values.text("title"),
                    values.text("description"),
                    values.text("licence").strip(),
                    values.whole("seed"),
                    values.whole("rows"),
                    values.small("attempts"));
            if (!head.equals(shown)) {
                shown = head;
                editor.edit(now -> RecipeEdits.withHead(now, head));
            }
        } catch (FormMistake mistake) {
            fields.showMistake(Optional.of(mistake));
        }
        editor.typed();
    }
}
