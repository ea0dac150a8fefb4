package studio.athanor.data.recipe;

import java.util.OptionalInt;
import studio.athanor.data.row.Position;
import studio.athanor.engines.spi.text.Sampling;

/**
 * A place for a model; columns name it, a run gives it a file.
 *
 * @param description what kind of model fits
 * @param context the tokens that one row may take, prompt and answer
 * @param sampling how tokens are chosen unless a column says otherwise; its seed is not used
 * @param gpuLayers layers for the GPUs; empty for automatic placement
 */
public record ModelSlot(
        String name, String description, OptionalInt context, Sampling sampling, OptionalInt gpuLayers, Position at) {}
