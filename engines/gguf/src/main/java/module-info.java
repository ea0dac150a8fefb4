/** Reads and validates GGUF files without native code. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.gguf {
    requires static transitive org.jspecify;
}
