/** The process an engine lives in, and its supervisor. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.worker {
    requires static transitive org.jspecify;
}
