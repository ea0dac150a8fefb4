/**
 * How many bytes a model will take on each device, from the header of its file alone.
 *
 * <p>Start with {@link studio.athanor.gpumonitor.estimate.ModelLayout}, which is what a file's header says about layers, and
 * {@link studio.athanor.gpumonitor.estimate.MemoryEstimate}, which is what a plan makes of it. Weights and caches follow the
 * rules by which llama.cpp 0.5.0 allocates them and are exact; scratch buffers follow a rule that was fitted to what it
 * reports, unless a dry run of the engine measured them.
 */
package studio.athanor.gpumonitor.estimate;
