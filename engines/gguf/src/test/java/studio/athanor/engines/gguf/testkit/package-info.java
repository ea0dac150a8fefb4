/** Makes GGUF files byte by byte, right and wrong ones. */
@NullMarked
package studio.athanor.engines.gguf.testkit;

import org.jspecify.annotations.NullMarked;
