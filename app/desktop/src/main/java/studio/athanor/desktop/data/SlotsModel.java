package studio.athanor.desktop.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.athanor.core.models.ModelEntry;
import studio.athanor.core.models.ModelFacts;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.desktop.shell.PaneContext;
import studio.athanor.engines.spi.job.Subscription;

/** How many rows are wanted, and which model each slot of the open recipe is given. Remembered by recipe. FX thread only. */
final class SlotsModel implements AutoCloseable {

    private final PaneContext context;
    private final ObservableList<Slot> slots = FXCollections.observableArrayList();
    private final ObservableList<ModelEntry> candidates = FXCollections.observableArrayList();
    private final LongProperty rows = new SimpleLongProperty(100);
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final Subscription library;
    private String recipe = "";
    private long recipeRows = -1;

    SlotsModel(PaneContext context) {
        this.context = context;
        Runnable refresh = context.scheduler().oncePerFrame(this::refresh);
        rows.subscribe((before, now) -> changed());
        library = context.studio().library().observe(models -> refresh.run());
        refresh();
    }

    /** Returns the slots in the order of the recipe. */
    ObservableList<Slot> slots() {
        return slots;
    }

    /** Returns the models that can be chosen, those that embed last. */
    ObservableList<ModelEntry> candidates() {
        return candidates;
    }

    /** Returns a number that is another one whenever other slots, models or rows are wanted. */
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    /** Returns how many rows a run makes; 0 while nobody has said. */
    LongProperty rows() {
        return rows;
    }

    /** Takes the slots of a recipe that was opened or changed. */
    void follow(Recipe now) {
        boolean other = !now.name().equals(recipe);
        recipe = now.name();
        if (other || now.rows() != recipeRows) {
            recipeRows = now.rows();
            rows.set(recipeRows);
        }
        Set<String> embedding = embedding(now);
        List<Slot> wanted = new ArrayList<>();
        for (ModelSlot slot : now.models().values()) {
            Optional<Slot> known = other
                    ? Optional.empty()
                    : slots.stream()
                            .filter(each -> each.name().equals(slot.name())
                                    && each.description().equals(slot.description())
                                    && each.embeds() == embedding.contains(slot.name()))
                            .findFirst();
            wanted.add(known.orElseGet(() -> open(slot, embedding.contains(slot.name()))));
        }
        if (!wanted.equals(slots)) {
            slots.setAll(wanted);
            changed();
        }
    }

    private Slot open(ModelSlot slot, boolean embeds) {
        Slot made = new Slot(slot.name(), slot.description(), embeds, new SimpleObjectProperty<>(first(slot, embeds)));
        String key = key(slot.name());
        made.model().subscribe((before, now) -> {
            context.memory().keepText(key, now == null ? "" : now.value());
            changed();
        });
        return made;
    }

    private String key(String slot) {
        return "data.slot." + recipe + "." + slot;
    }

    /** What was chosen last; else the model that answers chats, or any that embeds. */
    private @Nullable ModelRef first(ModelSlot slot, boolean embeds) {
        ModelRef kept = new ModelRef(context.memory().text(key(slot.name())));
        if (candidates.stream().anyMatch(entry -> entry.ref().equals(kept))) {
            return kept;
        }
        ModelRef current = context.model().ref().get();
        Stream<ModelRef> fitting = candidates.stream()
                .filter(entry -> embeds(entry) == embeds)
                .map(ModelEntry::ref)
                .filter(ref -> embeds || ref.equals(current));
        return fitting.findFirst().orElse(null);
    }

    private static boolean embeds(ModelEntry entry) {
        return entry.facts().map(ModelFacts::embeddingModel).orElse(false);
    }

    private static Set<String> embedding(Recipe recipe) {
        Stream<String> columns = recipe.columns().stream()
                .map(Column::kind)
                .flatMap(kind ->
                        kind instanceof ColumnKind.Embedding embedding ? Stream.of(embedding.model()) : Stream.empty());
        Stream<RowCheck> checks = Stream.concat(
                recipe.checks().stream(), recipe.columns().stream().flatMap(column -> column.checks().stream()));
        Stream<String> embedders = checks.flatMap(
                check -> check instanceof RowCheck.Novelty novelty ? novelty.embedder().stream() : Stream.empty());
        return Stream.concat(columns, embedders).collect(Collectors.toSet());
    }

    /** Returns the first slot that has no model. */
    Optional<String> missing() {
        return slots.stream()
                .filter(slot -> slot.model().get() == null)
                .map(Slot::name)
                .findFirst();
    }

    /** Returns the models that were chosen. */
    Map<String, ModelRef> chosen() {
        Map<String, ModelRef> chosen = new LinkedHashMap<>();
        for (Slot slot : slots) {
            ModelRef model = slot.model().get();
            if (model != null) {
                chosen.put(slot.name(), model);
            }
        }
        return chosen;
    }

    private void refresh() {
        List<ModelEntry> usable = context.studio().library().models().stream()
                .filter(SlotsModel::isUsable)
                .sorted((one, other) -> Boolean.compare(embeds(one), embeds(other)))
                .toList();
        if (!usable.equals(candidates)) {
            candidates.setAll(usable);
        }
    }

    private static boolean isUsable(ModelEntry entry) {
        return switch (entry.status()) {
            case ModelEntry.Status.Usable(ModelFacts facts) -> !facts.companion();
            case ModelEntry.Status.Unread _ -> true;
            case ModelEntry.Status.Missing _, ModelEntry.Status.Rejected _ -> false;
        };
    }

    @Override
    public void close() {
        library.close();
    }

    /**
     * A slot of the recipe.
     *
     * @param name in the recipe
     * @param description what kind of model fits
     * @param embeds whether it is asked for embeddings
     * @param model chosen for it; null if none is
     */
    record Slot(String name, String description, boolean embeds, ObjectProperty<@Nullable ModelRef> model) {}
}
