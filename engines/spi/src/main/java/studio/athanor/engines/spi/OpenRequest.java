package studio.athanor.engines.spi;

/**
 * A model to load, and how.
 *
 * @param modelFile absolute path; of a model in parts, the first
 * @param options how to load it
 * @param plan which device gets which part
 */
public record OpenRequest(String modelFile, LoadOptions options, DevicePlan plan) {}
