package studio.athanor.data.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import studio.athanor.core.models.ModelRef;
import studio.athanor.data.DataException;
import studio.athanor.data.recipe.Column;
import studio.athanor.data.recipe.ColumnKind;
import studio.athanor.data.recipe.ModelSlot;
import studio.athanor.data.recipe.Recipe;
import studio.athanor.data.recipe.RowCheck;
import studio.athanor.engines.spi.LoadOptions;

/**
 * A model that one or several slots were given, and is loaded once for all of them. One that embeds is loaded apart from one that
 * writes.
 */
record SharedModel(ModelRef ref, boolean embeds, List<ModelSlot> slots) {

    private static final int FOUR = 4;

    /**
     * Groups the slots of a recipe by what is loaded for them.
     *
     * @throws DataException.RunStopped if a slot was given no model
     */
    static List<SharedModel> of(Recipe recipe, Map<String, ModelRef> given) throws DataException {
        Map<String, SharedModel> models = new LinkedHashMap<>();
        for (ModelSlot slot : recipe.models().values()) {
            ModelRef ref = given.get(slot.name());
            if (ref == null) {
                throw new DataException.RunStopped(
                        "The slot " + slot.name() + " of the recipe " + recipe.name() + " was given no model.",
                        "Choose a model for it.",
                        null);
            }
            boolean embeds = embeds(recipe, slot.name());
            models.computeIfAbsent(embeds + " " + ref, _ -> new SharedModel(ref, embeds, new ArrayList<>()))
                    .slots
                    .add(slot);
        }
        return List.copyOf(models.values());
    }

    /**
     * Returns how to load it: with room for the slot that wants most, and so that a row does not depend on those that are made
     * beside it. Kernels take rows of a matrix by fours and treat what is left over differently, so that more than four
     * sequences are made whole fours.
     */
    LoadOptions options(LoadOptions remembered, OptionalInt sequences) {
        LoadOptions options = remembered;
        if (slots.stream().allMatch(slot -> slot.context().isPresent())) {
            options = options.withContextTokens(slots.stream()
                    .mapToInt(slot -> slot.context().getAsInt())
                    .max()
                    .orElseThrow());
        }
        int wanted = sequences.orElse(Math.max(GivenModels.SEQUENCES, options.parallelSequences()));
        options = options.withParallelSequences(wanted <= FOUR ? wanted : FOUR * Math.ceilDiv(wanted, FOUR))
                .forBatchInvariance();
        return embeds ? options.forEmbeddings() : options;
    }

    /** Returns how many layers the recipe wants on a card: the most that a slot says. */
    OptionalInt gpuLayers() {
        return slots.stream()
                .filter(slot -> slot.gpuLayers().isPresent())
                .mapToInt(slot -> slot.gpuLayers().getAsInt())
                .max();
    }

    private static boolean embeds(Recipe recipe, String slot) {
        return recipe.columns().stream()
                        .map(Column::kind)
                        .anyMatch(kind -> kind instanceof ColumnKind.Embedding embedding
                                && embedding.model().equals(slot))
                || recipe.checks().stream().anyMatch(check -> embeds(check, slot))
                || recipe.columns().stream()
                        .flatMap(column -> column.checks().stream())
                        .anyMatch(check -> embeds(check, slot));
    }

    private static boolean embeds(RowCheck check, String slot) {
        return check instanceof RowCheck.Novelty novelty
                && novelty.embedder().filter(slot::equals).isPresent();
    }
}
