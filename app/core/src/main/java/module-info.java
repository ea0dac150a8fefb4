/** What the studio does, without a window. */
@org.jspecify.annotations.NullMarked
module studio.athanor.core {
    requires static transitive org.jspecify;
}
