/** Memory estimates and placements against the real llama.cpp, on the processor and on software Vulkan devices. */
@NullMarked
package studio.athanor.placement;

import org.jspecify.annotations.NullMarked;
