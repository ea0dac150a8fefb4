/** Reads and validates GGUF files without native code. */
@NullMarked
package studio.athanor.engines.gguf;

import org.jspecify.annotations.NullMarked;
