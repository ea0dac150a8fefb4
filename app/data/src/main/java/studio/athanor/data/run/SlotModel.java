package studio.athanor.data.run;

/**
 * The model that a run gave a slot.
 *
 * @param sha256 of the file's bytes
 * @param engineBuild as the engine says
 * @param templateHash SHA-256 of its chat template
 */
public record SlotModel(
        String slot, String file, String sha256, String quantisation, String engineBuild, String templateHash) {}
