package studio.athanor.data.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
                model.chatTemplate().map(RunModels::sha256).orElse(""));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }
}
