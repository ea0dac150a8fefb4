package studio.athanor.desktop.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.athanor.data.DataException;
import studio.athanor.data.Problem;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.desktop.data.RecipeShelf.Origin;
import studio.athanor.desktop.data.RecipeShelf.Place;
import studio.athanor.desktop.shell.UiScheduler;

/**
 * An open recipe: its source, and what the source says. The source is the truth; a form changes it through {@link #edit}. It
 * is read, checked and saved off the FX thread when nobody has typed for a moment. FX thread only.
 */
final class EditorModel implements AutoCloseable {

    private static final Duration STOPPED_TYPING = Duration.millis(250);

    private final DataRooms rooms;
    private final UiScheduler scheduler;
    private final RecipeShelf shelf;
    private final Told told;
    private final StringProperty source;
    private final ReadOnlyObjectWrapper<Place> place;
    private final ReadOnlyObjectWrapper<@Nullable Recipe> recipe = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.CHECKING);
    private final ReadOnlyObjectWrapper<Saving> saving = new ReadOnlyObjectWrapper<>(Saving.SAVED);
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ObservableList<Problem> problems = FXCollections.observableArrayList();
    private final StringProperty selected = new SimpleStringProperty("");
    private final PauseTransition stopped = new PauseTransition(STOPPED_TYPING);
    private final Deque<Edit> edits = new ArrayDeque<>();
    private final SourceHistory history;
    private Optional<Runnable> typing = Optional.empty();
    private String saved;
    private String meaning = "";
    private boolean editing;
    private boolean writing;
    private int change;

    /**
     * Opens a recipe.
     *
     * @param opened its source, as it was read
     * @param told of what people should know
     */
    EditorModel(DataRooms rooms, UiScheduler scheduler, RecipeShelf shelf, Place place, String opened, Told told) {
        this.rooms = rooms;
        this.scheduler = scheduler;
        this.shelf = shelf;
        this.told = told;
        this.place = new ReadOnlyObjectWrapper<>(place);
        source = new SimpleStringProperty(opened);
        history = new SourceHistory(opened);
        saved = opened;
        stopped.setOnFinished(event -> look());
        source.subscribe((before, now) -> changed());
        look();
    }

    /** Returns the source; may be set. */
    StringProperty source() {
        return source;
    }

    /** Returns where the recipe is. */
    ReadOnlyObjectProperty<Place> place() {
        return place.getReadOnlyProperty();
    }

    /** Returns what the source said when it could last be read; null if it never could. */
    ReadOnlyObjectProperty<@Nullable Recipe> recipe() {
        return recipe.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Saving> saving() {
        return saving.getReadOnlyProperty();
    }

    ObservableList<Problem> problems() {
        return problems;
    }

    /** Returns the name of the column that the form is of; empty for the recipe's own form. */
    StringProperty selected() {
        return selected;
    }

    ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canRedo() {
        return canRedo.getReadOnlyProperty();
    }

    /** Tells whether what the form shows is on its way into the source. */
    boolean isEditing() {
        return editing || !edits.isEmpty();
    }

    /** Returns the recipe's meaning as text: two sources that say the same have the same. */
    String meaning() {
        return meaning;
    }

    /**
     * Tells that something is being typed in a form. Until it is in the source, the recipe counts as being checked.
     *
     * @param send hands over what was typed, by {@link #edit} if that changes something, and tells {@link #typed}
     */
    void typing(Runnable send) {
        typing = Optional.of(send);
        state.set(State.CHECKING);
    }

    /** Tells that what was typed in a form has been handed over, or was nothing. */
    void typed() {
        typing = Optional.empty();
        if (!isEditing()) {
            look();
        }
    }

    /** Changes the source so that it says something else, and selects a column afterwards. */
    void edit(UnaryOperator<Recipe> change, String selectAfter) {
        edits.add(new Edit(change, selectAfter));
        state.set(State.CHECKING);
        nextEdit();
    }

    /** Changes the source so that it says something else. */
    void edit(UnaryOperator<Recipe> change) {
        edit(change, selected.get());
    }

    private void nextEdit() {
        Edit edit = edits.peek();
        if (editing || edit == null) {
            return;
        }
        editing = true;
        String now = source.get();
        String fileName = place.get().file().toString();
        scheduler.background(() -> rewritten(now, fileName, edit), after -> edited(now, edit, after), failure -> {
            editing = false;
            edits.remove(edit);
            told.failed(failure);
            look();
            nextEdit();
        });
    }

    private Optional<String> rewritten(String now, String fileName, Edit edit) {
        Optional<Recipe> before = rooms.read(now, fileName).recipe();
        return before.map(each -> rooms.rewrite(now, fileName, edit.change().apply(each)));
    }

    /** Where somebody typed in the meantime, the change is made again on what is there now. */
    private void edited(String before, Edit edit, Optional<String> after) {
        editing = false;
        if (!edit.equals(edits.peek())) {
            return; // it was made when the recipe was closed
        }
        boolean current = source.get().equals(before);
        if (current || after.isEmpty()) {
            edits.remove(edit);
        }
        if (current && after.isPresent()) {
            source.set(after.get());
            stopped.stop();
            selected.set(edit.selectAfter());
        }
        if (current || after.isEmpty()) {
            look();
        }
        nextEdit();
    }

    void undo() {
        history.undo(source.get()).ifPresent(this::goTo);
    }

    void redo() {
        history.redo().ifPresent(this::goTo);
    }

    private void goTo(String other) {
        source.set(other);
        stopped.stop();
        look();
    }

    /** Reads and checks now, without waiting until nobody types. */
    void check() {
        stopped.stop();
        look();
    }

    private void changed() {
        change++;
        state.set(State.CHECKING);
        if (!source.get().equals(saved)) {
            saving.set(Saving.UNSAVED);
        }
        stopped.playFromStart();
    }

    private void look() {
        int mine = ++change;
        String now = source.get();
        Place at = place.get();
        state.set(State.CHECKING);
        history.keep(now);
        canUndo.set(history.canUndo());
        canRedo.set(history.canRedo());
        scheduler.background(
                () -> findings(now, at),
                found -> {
                    if (mine == change) {
                        show(found);
                    }
                },
                failure -> {
                    state.set(State.BROKEN);
                    told.failed(failure);
                });
        save();
    }

    private Findings findings(String now, Place at) {
        DataRooms.Reading reading = rooms.check(now, at.file().toString(), at.folder());
        return new Findings(
                reading.recipe(),
                reading.problems(),
                reading.recipe().map(rooms::meaning).orElse(""));
    }

    private void show(Findings found) {
        if (found.recipe().isPresent()) {
            meaning = found.meaning();
            Recipe now = found.recipe().get();
            if (!selected.get().isEmpty() && now.column(selected.get()).isEmpty()) {
                selected.set("");
            }
            recipe.set(now);
        }
        problems.setAll(found.problems());
        boolean errors = found.problems().stream().anyMatch(each -> each.severity() == Problem.Severity.ERROR);
        State now = found.recipe().isEmpty()
                ? State.UNREADABLE
                : errors ? State.BROKEN : found.problems().isEmpty() ? State.SOUND : State.WARNED;
        state.set(typing.isPresent() || isEditing() ? State.CHECKING : now);
    }

    /** Writes the source to its file; a shipped recipe is copied first. Only one write is under way at a time. */
    private void save() {
        String now = source.get();
        if (writing || now.equals(saved)) {
            return;
        }
        writing = true;
        Place at = place.get();
        scheduler.background(
                () -> {
                    Place to = at.origin() == Origin.SHIPPED ? shelf.place(shelf.duplicate(at.file())) : at;
                    shelf.save(to.file(), now);
                    return to;
                },
                to -> {
                    writing = false;
                    saved = now;
                    if (!to.equals(at)) {
                        place.set(to);
                        told.copied(to);
                    }
                    if (source.get().equals(saved)) {
                        saving.set(Saving.SAVED);
                    } else if (stopped.getStatus() != Animation.Status.RUNNING) {
                        save();
                    }
                },
                failure -> {
                    writing = false;
                    saving.set(Saving.FAILED);
                    told.failed(failure);
                });
    }

    /** Makes what is still being typed or changed part of the source. Blocks for that. */
    private void finishEdits() {
        typing.ifPresent(Runnable::run);
        String fileName = place.get().file().toString();
        for (Edit edit = edits.poll(); edit != null; edit = edits.poll()) {
            rewritten(source.get(), fileName, edit).ifPresent(source::set);
        }
    }

    /** Stops, and saves what is not saved; blocks for that. */
    @Override
    public void close() {
        finishEdits();
        stopped.stop();
        change++;
        if (source.get().equals(saved) || place.get().origin() == Origin.SHIPPED) {
            return;
        }
        try {
            shelf.save(place.get().file(), source.get());
        } catch (DataException e) {
            told.failed(e);
        }
    }

    /** How the recipe stands. */
    enum State {
        CHECKING,
        /** It can be run. */
        SOUND,
        /** It can be run, but something is worth a word. */
        WARNED,
        /** It can be read, but not be run. */
        BROKEN,
        /** It cannot be read. */
        UNREADABLE;

        boolean runnable() {
            return this == SOUND || this == WARNED;
        }
    }

    /** Whether the file holds what is shown. */
    enum Saving {
        SAVED,
        UNSAVED,
        FAILED
    }

    /** Is told what people should know. */
    interface Told {
        void failed(Throwable failure);

        /** A recipe that came with the program was changed, so that it is the user's now. */
        void copied(Place to);
    }

    private record Edit(UnaryOperator<Recipe> change, String selectAfter) {}

    private record Findings(Optional<Recipe> recipe, List<Problem> problems, String meaning) {}
}
