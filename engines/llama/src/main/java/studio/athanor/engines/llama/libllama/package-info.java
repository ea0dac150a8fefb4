/**
 * libllama's C interface, by hand: one class per area of {@code llama.h}, struct layouts as {@code MemoryLayout}s. {@link
 * studio.athanor.engines.llama.libllama.Libllama} binds everything at once and refuses versions whose layouts are not
 * known.
 *
 * <p>Nothing here checks arguments: a wrong pointer ends the process. The classes of the engine's package own the handles.
 */
@NullMarked
package studio.athanor.engines.llama.libllama;

import org.jspecify.annotations.NullMarked;
