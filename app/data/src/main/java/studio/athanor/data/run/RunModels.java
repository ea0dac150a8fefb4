package studio.athanor.data.run;

import studio.athanor.data.Sha256;
import studio.athanor.engines.spi.LoadedModel;

/** Describes the models of a run. */
public final class RunModels {

    private RunModels() {}

    /**
     * Describes the model that a slot was given.
     *
     * @param model as loaded
     * @param sha256 of its file, as {@code studio.athanor.core.models.ModelHashes} tells it
     * @param quantisation as its header says
     */
    public static SlotModel describe(String slot, LoadedModel model, String sha256, String quantisation) {
        return new SlotModel(
                slot,
                model.modelFile(),
                sha256,
                quantisation,
                model.engineId() + " " + model.engineBuild(),
                model.chatTemplate().map(Sha256::of).orElse(""));
    }
}
