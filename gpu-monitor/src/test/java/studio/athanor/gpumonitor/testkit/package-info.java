/** Stand-ins for hardware: a management library of NVIDIA's and trees of the kernel's files. */
@NullMarked
package studio.athanor.gpumonitor.testkit;

import org.jspecify.annotations.NullMarked;
