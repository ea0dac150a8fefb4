package studio.athanor.core.presets;

import studio.athanor.engines.spi.text.Sampling;

/**
 * A named way of choosing tokens.
 *
 * @param id stable name, for example {@code balanced}
 * @param name shown to people
 * @param description one sentence
 * @param sampling the values
 * @param builtIn whether it came with the program and cannot be changed
 */
public record Preset(String id, String name, String description, Sampling sampling, boolean builtIn) {}
