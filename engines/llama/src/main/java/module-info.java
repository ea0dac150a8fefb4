/** Chat and embeddings with libllama on the ggml runtime. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.llama {
    requires static transitive org.jspecify;
}
