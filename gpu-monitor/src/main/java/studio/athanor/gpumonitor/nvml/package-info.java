/**
 * NVIDIA's cards through NVML, the library of the driver. {@link studio.athanor.gpumonitor.nvml.NvmlSource} is the source;
 * the library's functions are bound in {@code NvmlLibrary}, what they fill in is read by {@code NvmlStructs}.
 */
@NullMarked
package studio.athanor.gpumonitor.nvml;

import org.jspecify.annotations.NullMarked;
