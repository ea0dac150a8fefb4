/**
 * Cards as the Linux kernel shows them: {@link studio.athanor.gpumonitor.linux.DrmSource} reads AMD's and Intel's cards from
 * files below {@code /sys} and the processes on them from {@code /proc}; {@link
 * studio.athanor.gpumonitor.linux.ProcHostMemory} reads the host's memory. {@code KernelLog} is what befell cards according
 * to the kernel, {@link studio.athanor.gpumonitor.linux.RuntimePower} which of them sleep and must not be woken. No rights
 * beyond those of a plain user are needed; what the kernel keeps from such a user is absent.
 */
@NullMarked
package studio.athanor.gpumonitor.linux;

import org.jspecify.annotations.NullMarked;
