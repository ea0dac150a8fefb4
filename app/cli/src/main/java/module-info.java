/** The studio from a terminal. */
@org.jspecify.annotations.NullMarked
module studio.athanor.cli {
    requires static transitive org.jspecify;
}
