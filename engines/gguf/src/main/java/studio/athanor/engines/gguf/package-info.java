/**
 * Reads, validates and writes GGUF files without native code.
 *
 * <p>Start at {@link studio.athanor.engines.gguf.GgufFile#read}, which parses a header and checks its structure, and
 * {@link studio.athanor.engines.gguf.GgufValidator}, which checks what the header means to the engine. A model file is
 * untrusted: nothing here maps memory, allocates by a number from the file, or recurses by its nesting; every read goes
 * through a small window, so time and memory stay bounded whatever the file says.
 *
 * <p>The format is described by the GGUF specification of the ggml project; the limits are those of llama.cpp 0.5.0, and
 * stricter ones of our own where a value that large can only be an attack ({@link studio.athanor.engines.gguf.GgufLimits}).
 */
@NullMarked
package studio.athanor.engines.gguf;

import org.jspecify.annotations.NullMarked;
