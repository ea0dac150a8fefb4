/** The JavaFX shell and its panes. */
@org.jspecify.annotations.NullMarked
module studio.athanor.desktop {
    requires static transitive org.jspecify;
}
