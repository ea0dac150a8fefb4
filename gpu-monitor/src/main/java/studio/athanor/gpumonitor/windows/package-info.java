/**
 * Cards as Windows shows them: names and sizes from DXGI, memory, processes and load from the performance counters of the
 * graphics kernel (Windows 10 1709 and newer). What is read from the system and what it means are apart: {@code
 * GpuCounters} needs no Windows.
 */
@NullMarked
package studio.athanor.gpumonitor.windows;

import org.jspecify.annotations.NullMarked;
