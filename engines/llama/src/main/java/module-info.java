import studio.athanor.engines.llama.LlamaProvider;
import studio.athanor.engines.spi.EngineProvider;

/** Chat and embeddings with libllama on the ggml runtime. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.llama {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires studio.athanor.engines.chattemplate;
    requires studio.athanor.engines.ggml;
    requires studio.athanor.engines.gguf;
    requires studio.athanor.engines.grammar;
    requires transitive studio.athanor.engines.spi;

    exports studio.athanor.engines.llama;

    provides EngineProvider with
            LlamaProvider;
}
