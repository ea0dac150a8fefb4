/** Reads, validates and writes GGUF files without native code. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.gguf {
    requires static transitive org.jspecify;

    exports studio.athanor.engines.gguf;
    exports studio.athanor.engines.gguf.synth;
}
