/**
 * Which part of a model goes to which device: the best plan for an objective, the price of a plan made by hand, and why.
 *
 * <p>Start with {@link studio.athanor.gpumonitor.placement.Planner}. Everything here is arithmetic on values; nothing
 * reads a file or asks a device. Plans are those that llama.cpp can carry out: every device holds one contiguous range of
 * layers, the host holds the first ones, the output layer counts as the last, and expert tensors may be kept on the host.
 */
package studio.athanor.gpumonitor.placement;
