/**
 * The native runtime of the ggml engines. {@link studio.athanor.engines.ggml.RuntimeFolder} finds llama.cpp's shared
 * libraries without loading them; {@link studio.athanor.engines.ggml.GgmlRuntime} loads them into this process, chooses
 * the CPU backend that fits the processor, lists devices and captures the log.
 *
 * <p>Everything below {@code GgmlRuntime} is native code: use it in worker processes only.
 */
@NullMarked
package studio.athanor.engines.ggml;

import org.jspecify.annotations.NullMarked;
