/** Turns JSON Schemas into GBNF grammars. */
@org.jspecify.annotations.NullMarked
module studio.athanor.engines.grammar {
    requires static transitive org.jspecify;
}
