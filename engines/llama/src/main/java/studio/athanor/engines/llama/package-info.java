/** Chat and embeddings with libllama on the ggml runtime. */
@NullMarked
package studio.athanor.engines.llama;

import org.jspecify.annotations.NullMarked;
