/** Finds, checks and loads llama.cpp's shared libraries; backends, devices, memory, log. */
@NullMarked
package studio.athanor.engines.ggml;

import org.jspecify.annotations.NullMarked;
