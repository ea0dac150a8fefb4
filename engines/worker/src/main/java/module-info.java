/** The process an engine lives in, and its supervisor. Start at {@link studio.athanor.engines.worker.WorkerEngines}. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.worker {
    requires static transitive org.jspecify;
    requires transitive studio.athanor.engines.spi;
    requires com.google.gson;
    requires org.eclipse.lsp4j.jsonrpc;
    requires org.slf4j;

    uses studio.athanor.engines.spi.EngineProvider;

    exports studio.athanor.engines.worker;
}
